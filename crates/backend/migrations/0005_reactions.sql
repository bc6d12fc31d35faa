-- One reaction of a kind from each participant. They are counted beside what they are about; while a count is null,
-- the document says what was counted elsewhere.
CREATE TABLE reactions (
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    participant TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (subject, participant, kind)
);
CREATE INDEX reactions_by_participant ON reactions (participant, created_at);
ALTER TABLE contributions ADD COLUMN support BIGINT;
ALTER TABLE comments ADD COLUMN agree BIGINT;
ALTER TABLE comments ADD COLUMN disagree BIGINT;

CREATE TABLE follows (
    subject TEXT NOT NULL,
    participant TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (subject, participant)
);
CREATE INDEX follows_by_participant ON follows (participant, created_at, subject);
