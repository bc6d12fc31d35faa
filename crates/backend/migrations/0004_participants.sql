-- Those who take part: guests, made by the first thing that they write, and stewards, made on the command line.
CREATE TABLE participants (
    id TEXT NOT NULL PRIMARY KEY,
    -- The name that is shown.
    name TEXT,
    role TEXT NOT NULL,
    affiliation TEXT,
    verified BIGINT NOT NULL,
    -- The office in whose name a steward answers.
    office TEXT,
    is_steward BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    -- When they erased themselves: then only the id is left.
    erased_at BIGINT,
    -- When their secret ceased to open anything.
    revoked_at BIGINT,
    version BIGINT NOT NULL
);

-- Who may change it or take it back; nobody, where it was written before this or came from elsewhere.
ALTER TABLE contributions ADD COLUMN owner TEXT;
ALTER TABLE contributions ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
CREATE INDEX contributions_by_owner ON contributions (owner);
ALTER TABLE comments ADD COLUMN owner TEXT;
ALTER TABLE comments ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
CREATE INDEX comments_by_owner ON comments (owner);
ALTER TABLE projects ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- An answer is kept whole, with its status and where it leads, so that every POST can be answered again.
ALTER TABLE answers ADD COLUMN location TEXT NOT NULL DEFAULT '';
ALTER TABLE answers ADD COLUMN status BIGINT NOT NULL DEFAULT 201;
-- Who began to take part by it: their secret is computed again.
ALTER TABLE answers ADD COLUMN participant TEXT;
UPDATE answers SET location = path || '/' || substr(created, length(path)),
    document = '{"' || substr(path, 2, length(path) - 2) || '":' || document || '}';
