-- Whether a contribution can be read (published, pending, refused, hidden, withdrawn, merged), and what else lists
-- choose and sort by. An empty role says that an older version has kept it: what stands beside such a document is
-- brought up to date when the database is opened.
ALTER TABLE contributions ADD COLUMN state TEXT NOT NULL DEFAULT 'published';
ALTER TABLE contributions ADD COLUMN locked BIGINT NOT NULL DEFAULT 0;
ALTER TABLE contributions ADD COLUMN role TEXT NOT NULL DEFAULT '';
-- Millionths of a degree.
ALTER TABLE contributions ADD COLUMN longitude BIGINT;
ALTER TABLE contributions ADD COLUMN latitude BIGINT;
ALTER TABLE contributions ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
-- When it or its debate last had something new.
ALTER TABLE contributions ADD COLUMN active_at BIGINT NOT NULL DEFAULT 0;
UPDATE contributions SET state = 'withdrawn' WHERE status = 'withdrawn';
UPDATE contributions SET updated_at = created_at, active_at = created_at;

DROP INDEX contributions_by_choice;
CREATE INDEX contributions_by_choice ON contributions
    (state, kind, status, project, heard, created_at, active_at, support, id);
DROP INDEX contributions_by_project;
CREATE INDEX contributions_by_project ON contributions (project, state, created_at, answered_at, answer_due);
CREATE INDEX contributions_by_promise ON contributions (state, answered_at, answer_due);
CREATE INDEX comments_by_state ON comments (state, created_at);

-- The topics and areas of contributions.
CREATE TABLE labels (
    contribution TEXT NOT NULL,
    -- topic or area
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    -- The same in lower case: by it labels are compared.
    folded TEXT NOT NULL,
    PRIMARY KEY (contribution, kind, folded)
);
CREATE INDEX labels_by_word ON labels (kind, folded, contribution);

-- What contributions have to do with each other: the source is based on the target, stops it, or has gone into it.
CREATE TABLE links (
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    -- Why, as the protocol has it; missing where nobody had to say.
    reason TEXT,
    PRIMARY KEY (source, kind, target)
);
CREATE INDEX links_by_target ON links (target, kind);
