-- Lists are chosen, sorted and counted from an index alone: the documents are read for the page that is shown.
CREATE INDEX contributions_by_choice ON contributions (status, kind, project, heard, created_at, id);

DROP INDEX contributions_by_project;
CREATE INDEX contributions_by_project ON contributions (project, status, created_at, answered_at, answer_due);
