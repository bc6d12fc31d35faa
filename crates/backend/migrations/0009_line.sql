-- Where writers stand in line: each adds one, and holds the row until it has committed. So the number also says
-- whether anything at all was written since somebody last looked.
CREATE TABLE line (
    writes BIGINT NOT NULL
);
INSERT INTO line (writes) VALUES (0);

-- Lists are chosen, sorted and counted from an index alone, see 0002; they choose and sort by more since 0007.
DROP INDEX contributions_by_choice;
CREATE INDEX contributions_by_choice ON contributions (
    state, project, status, kind, role, heard, created_at, active_at, support, longitude, latitude, owner, updated_at, id
);
