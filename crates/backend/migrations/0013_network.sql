-- What is shared with the other municipalities on this backend: a pointer, never the thing itself.
CREATE TABLE shared (
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (type, id)
);
CREATE INDEX shared_by_moment ON shared (created_at, type, id);
