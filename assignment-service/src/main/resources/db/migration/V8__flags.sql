CREATE TABLE flags (
  key text COLLATE "C" PRIMARY KEY CHECK (key ~ '^[a-z0-9][a-z0-9_-]{0,63}$'),
  version bigint NOT NULL CHECK (version > 0),
  -- plumbline.assignment.v1.FlagDefinition as protobuf's JSON.
  definition jsonb NOT NULL,
  author text NOT NULL,
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL,
  archive_time timestamptz,
  -- The version of the snapshot that holds the last change.
  changed bigint NOT NULL,
  -- What lists are filtered by.
  owner text NOT NULL GENERATED ALWAYS AS (definition ->> 'owner') STORED
);

CREATE INDEX flags_changed ON flags (changed);

-- The flag that an experiment drives, if any.
ALTER TABLE experiments ADD COLUMN flag text COLLATE "C" GENERATED ALWAYS AS (definition ->> 'flag') STORED;
CREATE INDEX experiments_flag ON experiments (flag) WHERE flag IS NOT NULL;

ALTER TABLE audit_log DROP CONSTRAINT audit_log_subject_check;
ALTER TABLE audit_log ADD CONSTRAINT audit_log_subject_check
  CHECK (subject IN ('EXPERIMENT', 'METRIC', 'HOLDOUT', 'DECISION_LOG', 'FLAG'));

-- When code last asked for a flag alone. Replicas write it from time to time; it is no part of the definitions.
CREATE TABLE flag_uses (
  flag text COLLATE "C" PRIMARY KEY REFERENCES flags (key),
  evaluate_time timestamptz NOT NULL
);

-- When somebody last asked for all flags at once; one row, or none if nobody ever did.
CREATE TABLE flag_bulk_use (
  id smallint PRIMARY KEY CHECK (id = 1),
  evaluate_time timestamptz NOT NULL
);

-- How each flag stands: its use, and the last of its experiments to be decided, if all that started are.
CREATE VIEW flag_standing AS
SELECT flags.key AS flag, used.evaluate_time, bulk.evaluate_time AS bulk_evaluate_time,
  decided.experiment, decided.decide_time, decided.decision
FROM flags
LEFT JOIN flag_uses used ON used.flag = flags.key
LEFT JOIN flag_bulk_use bulk ON bulk.id = 1
LEFT JOIN LATERAL (
  SELECT (array_agg(key ORDER BY decide_time DESC))[1] AS experiment, max(decide_time) AS decide_time,
    (array_agg(life -> 'decision' ORDER BY decide_time DESC))[1]::text AS decision
  FROM experiments
  WHERE experiments.flag = flags.key AND start_time IS NOT NULL
  HAVING bool_and(state = 'DECIDED')) decided ON true;
