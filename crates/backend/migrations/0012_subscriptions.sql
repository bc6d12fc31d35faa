-- Who gets news by e-mail, and of what. An address that has not said yes is forgotten after a day, one that ends it at
-- once.
CREATE TABLE subscriptions (
    id TEXT NOT NULL PRIMARY KEY,
    address TEXT NOT NULL,
    -- As `<type>:<id>`; empty for all projects.
    subject TEXT NOT NULL,
    language TEXT NOT NULL,
    -- When it was asked for, and whether the message that answers to that is still owed: 1 or 0.
    asked_at BIGINT NOT NULL,
    owed BIGINT NOT NULL,
    -- Whether it was asked for once more before it was confirmed: 1 or 0.
    repeated BIGINT NOT NULL,
    confirmed_at BIGINT,
    -- The last change that was told or passed over, and the moment before which everything was.
    told BIGINT NOT NULL,
    told_at BIGINT NOT NULL,
    -- Nothing is sent before: somebody is sending right now, or the mail server took nothing.
    not_before BIGINT NOT NULL,
    -- Since when the mail server has taken nothing for it.
    refused_at BIGINT,
    UNIQUE (address, subject)
);
CREATE INDEX subscriptions_by_span ON subscriptions (subject, told, told_at);
CREATE INDEX subscriptions_by_owed ON subscriptions (owed, asked_at);
