-- Small things that are listed but not counted: answers, offers, events, reports and the like, each as a document
-- beside what lists choose by.
CREATE TABLE records (
    id TEXT NOT NULL PRIMARY KEY,
    type TEXT NOT NULL,
    -- What it is about, as <type>:<id>; empty where it is about nothing.
    subject TEXT NOT NULL,
    -- The participant who wrote it.
    owner TEXT,
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- 1 at first, and one more with each change.
    version BIGINT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX records_by_subject ON records (type, subject, created_at, id);
CREATE INDEX records_by_state ON records (type, state, created_at, id);
CREATE INDEX records_by_owner ON records (owner);

-- What happened to what readers can see, in the order in which it was committed. No content is in here.
CREATE TABLE changes (
    position BIGINT NOT NULL PRIMARY KEY,
    -- For example comment.created.
    type TEXT NOT NULL,
    ref TEXT NOT NULL,
    -- What that is about, or itself.
    subject TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX changes_by_subject ON changes (subject, position);
CREATE INDEX changes_by_age ON changes (at);
