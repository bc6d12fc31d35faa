-- Pictures. One belongs to its uploader alone until a contribution names it, and is forgotten after a day if none does.
CREATE TABLE attachments (
    id TEXT NOT NULL PRIMARY KEY,
    -- Missing where whoever uploaded it has gone, and where it was seeded.
    owner TEXT,
    contribution TEXT,
    created_at BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    content BYTEA NOT NULL
);
CREATE INDEX attachments_by_contribution ON attachments (contribution, created_at);
CREATE INDEX attachments_by_owner ON attachments (owner);

-- How many words a contribution has, and whose they are: a number for each person, so that lists can be weighed.
ALTER TABLE contributions ADD COLUMN words BIGINT NOT NULL DEFAULT 0;
ALTER TABLE contributions ADD COLUMN voice BIGINT;

-- Lists are chosen, sorted, counted and weighed from an index alone, see 0009.
DROP INDEX contributions_by_choice;
CREATE INDEX contributions_by_choice ON contributions (
    state, project, status, kind, role, heard, created_at, active_at, support, longitude, latitude, owner, updated_at,
    voice, words, id
);
