-- What was said of an experiment's plan and of its results. Only ever added to.
CREATE TABLE review_notes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  note_time timestamptz NOT NULL,
  experiment_key text COLLATE "C" NOT NULL REFERENCES experiments (key),
  -- The experiment's version that it was said of.
  version bigint NOT NULL,
  -- The pre_registration_time of what was frozen then, which tells one submission from another.
  submission timestamptz,
  kind text NOT NULL CHECK (kind IN
    ('COMMENT', 'APPROVAL', 'REJECTION', 'RESULT_APPROVAL', 'RESULT_REJECTION')),
  author text NOT NULL,
  text text NOT NULL
);

CREATE INDEX review_notes_experiment ON review_notes (experiment_key, id);

-- What was approved and rejected before there were notes.
INSERT INTO review_notes (note_time, experiment_key, version, submission, kind, author, text)
SELECT change_time, subject_key, version - 1,
  (SELECT max(submitted.change_time) FROM audit_log submitted
   WHERE submitted.subject = said.subject AND submitted.subject_key = said.subject_key
     AND submitted.action = 'submit' AND submitted.id < said.id),
  CASE action WHEN 'approve' THEN 'APPROVAL' ELSE 'REJECTION' END, actor, reason
FROM audit_log said WHERE subject = 'EXPERIMENT' AND action IN ('approve', 'reject') ORDER BY id;

CREATE TRIGGER review_notes_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON review_notes
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
