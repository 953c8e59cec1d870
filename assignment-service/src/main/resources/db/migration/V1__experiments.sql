-- Counts every change of any experiment. Its one row is locked by each changing transaction, so that
-- versions are in the order of the commits; the epoch tells this database from any other.
CREATE TABLE snapshot_version (
  id smallint PRIMARY KEY CHECK (id = 1),
  epoch uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 0)
);

INSERT INTO snapshot_version (id, epoch, version) VALUES (1, gen_random_uuid(), 0);

CREATE TABLE experiments (
  key text COLLATE "C" PRIMARY KEY CHECK (key ~ '^[a-z0-9][a-z0-9_-]{0,63}$'),
  state text NOT NULL CHECK (state IN
    ('DRAFT', 'IN_REVIEW', 'APPROVED', 'REJECTED', 'RUNNING', 'STOPPED', 'HALTED', 'DECIDED')),
  version bigint NOT NULL CHECK (version > 0),
  -- plumbline.assignment.v1.ExperimentDefinition as protobuf's JSON (docs/adr/0003).
  definition jsonb NOT NULL,
  author text NOT NULL,
  create_time timestamptz NOT NULL,
  start_time timestamptz,
  stop_time timestamptz,
  halt_time timestamptz,
  decide_time timestamptz,
  imported boolean NOT NULL,
  pre_registration_sha256 text CHECK (pre_registration_sha256 ~ '^[0-9a-f]{64}$'),
  pre_registration_time timestamptz,
  pre_registration_author text,
  CHECK (NOT imported OR pre_registration_sha256 IS NULL),
  CHECK (stop_time IS NULL OR stop_time >= start_time)
);

-- Who did what to an experiment, and why; only ever added to.
CREATE TABLE experiment_steps (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  experiment_key text COLLATE "C" NOT NULL REFERENCES experiments (key),
  experiment_version bigint NOT NULL,
  action text NOT NULL,
  actor text NOT NULL,
  reason text NOT NULL,
  step_time timestamptz NOT NULL,
  UNIQUE (experiment_key, experiment_version)
);
