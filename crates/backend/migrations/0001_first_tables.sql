-- Portable on purpose: ids are made by the application, moments are whole microseconds in UTC, documents are
-- JSON kept as text, and there are no triggers, sequences or engine-specific types.

-- What the backend knows of itself: its key, its publisher.
CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE projects (
    id TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    -- The project as the protocol has it, without what is counted.
    document TEXT NOT NULL
);

-- Beside the document stands only what lists choose and count by.
CREATE TABLE contributions (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    project TEXT,
    reference TEXT UNIQUE,
    created_at BIGINT NOT NULL,
    answered_at BIGINT,
    answer_due BIGINT,
    -- Published comments at every depth.
    comments BIGINT NOT NULL DEFAULT 0,
    -- Times opened and comments ever received: only ever grows, so that paging by it misses nothing.
    heard BIGINT NOT NULL DEFAULT 0,
    -- Everything that can be searched, in lower case.
    search TEXT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX contributions_by_project ON contributions (project);

CREATE TABLE comments (
    id TEXT NOT NULL PRIMARY KEY,
    subject TEXT NOT NULL,
    parent TEXT,
    depth BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    -- Whether it stands in lists: it is published, or something that stands in lists answers it.
    listed BIGINT NOT NULL,
    -- Listed comments directly below, and at every depth.
    replies BIGINT NOT NULL DEFAULT 0,
    descendants BIGINT NOT NULL DEFAULT 0,
    author_name TEXT,
    document TEXT NOT NULL
);
CREATE INDEX comments_by_parent ON comments (parent, listed, created_at, id);
CREATE INDEX comments_by_place ON comments (subject, depth, listed, created_at, id);
CREATE INDEX comments_by_time ON comments (subject, listed, created_at, id);

-- What was answered to a request with an Idempotency-Key, kept so that the same request gets the same answer.
CREATE TABLE answers (
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    -- SHA-256 of what was sent.
    fingerprint TEXT NOT NULL,
    -- What was stored, as <type>:<id>.
    created TEXT NOT NULL,
    -- The answer, without its secret.
    document TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (method, path, idempotency_key)
);
CREATE INDEX answers_by_age ON answers (created_at);
CREATE INDEX answers_by_created ON answers (created);
