-- A/A checks. body: the check as the contract says it; what is under way has no end yet.
CREATE TABLE aa_check (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  experiment text COLLATE "C" NOT NULL,
  scheduled boolean NOT NULL,
  created_at timestamptz NOT NULL,
  completed_at timestamptz,
  -- plumbline.analysis.v1.AaVerdict
  verdict smallint NOT NULL,
  -- How often it was begun, and when it may be begun again.
  attempts int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  body bytea NOT NULL
);
CREATE UNIQUE INDEX aa_check_under_way ON aa_check (experiment) WHERE completed_at IS NULL;
CREATE INDEX aa_check_by_experiment ON aa_check (experiment, id);
CREATE INDEX aa_check_by_end ON aa_check (completed_at) WHERE completed_at IS NOT NULL;

-- Since when checks are to be made.
CREATE TABLE aa_schedule (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  since timestamptz NOT NULL
);
INSERT INTO aa_schedule (since) VALUES (now());
