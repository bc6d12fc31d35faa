-- Whose request it was that was answered: when they leave it is answered no more.
ALTER TABLE answers ADD COLUMN owner TEXT;
CREATE INDEX answers_by_owner ON answers (owner);
