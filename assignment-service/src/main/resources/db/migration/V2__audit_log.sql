-- Every change of everything: who, when, why, before and after. Only ever added to.
CREATE TABLE audit_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  change_time timestamptz NOT NULL,
  actor text NOT NULL,
  subject text NOT NULL CHECK (subject IN ('EXPERIMENT', 'METRIC', 'HOLDOUT', 'DECISION_LOG')),
  subject_key text COLLATE "C" NOT NULL,
  -- The subject's version afterwards.
  version bigint NOT NULL,
  action text NOT NULL,
  reason text NOT NULL,
  -- The contract's message as protobuf's JSON; before is null for what was new.
  before jsonb,
  -- Null only for changes that are older than this table.
  after jsonb
);

CREATE INDEX audit_log_subject ON audit_log (subject, subject_key, id);
CREATE INDEX audit_log_actor ON audit_log (actor, id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME;
END
$$;

INSERT INTO audit_log (change_time, actor, subject, subject_key, version, action, reason)
SELECT step_time, actor, 'EXPERIMENT', experiment_key, experiment_version, lower(action), reason
FROM experiment_steps ORDER BY id;

CREATE TRIGGER audit_log_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

DROP TABLE experiment_steps;

-- What became of the experiment beside its state and times: traffic, traffic_steps, amendments and decision of
-- plumbline.assignment.v1.Experiment as protobuf's JSON.
ALTER TABLE experiments ADD COLUMN life jsonb NOT NULL DEFAULT '{}';
