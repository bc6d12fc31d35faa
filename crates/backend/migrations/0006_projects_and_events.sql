-- A project to try things out in stands in no list.
ALTER TABLE projects ADD COLUMN sandbox BIGINT NOT NULL DEFAULT 0;

-- Events have a table of their own, since their seats are counted.
CREATE TABLE events (
    id TEXT NOT NULL PRIMARY KEY,
    project TEXT,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    -- Whether one can sign up, and how many seats there are; no end where that is missing.
    open BIGINT NOT NULL,
    capacity BIGINT,
    -- Counted from the registrations.
    registered BIGINT NOT NULL DEFAULT 0,
    waiting BIGINT NOT NULL DEFAULT 0,
    version BIGINT NOT NULL DEFAULT 1,
    -- The event as the protocol has it, without what is counted.
    document TEXT NOT NULL
);
CREATE INDEX events_by_time ON events (starts_at, id);
CREATE INDEX events_by_project ON events (project, starts_at, id);

CREATE TABLE registrations (
    event TEXT NOT NULL,
    participant TEXT NOT NULL,
    -- 1 for a seat, 0 on the waiting list.
    seat BIGINT NOT NULL,
    -- Who signed up first has the lowest number.
    turn BIGINT NOT NULL,
    PRIMARY KEY (event, participant)
);
CREATE INDEX registrations_by_turn ON registrations (event, seat, turn);
CREATE INDEX registrations_by_participant ON registrations (participant);

-- Everybody's own order of a project's options.
CREATE TABLE rankings (
    project TEXT NOT NULL,
    participant TEXT NOT NULL,
    -- A JSON list of ids, the most important one first.
    ranking TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (project, participant)
);
CREATE INDEX rankings_by_participant ON rankings (participant);

-- Everybody's own answers to the two questions at the end.
CREATE TABLE evaluations (
    project TEXT NOT NULL,
    participant TEXT NOT NULL,
    heard BIGINT NOT NULL,
    again BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (project, participant)
);
CREATE INDEX evaluations_by_participant ON evaluations (participant);
