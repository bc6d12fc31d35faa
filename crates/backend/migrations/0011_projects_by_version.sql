-- Whether any project has changed is told from an index alone: how many there are, and the sum of their versions.
CREATE INDEX projects_by_version ON projects (version);
