-- What was decided, and which ideas will not be tested; only ever added to. The entry is
-- plumbline.assignment.v1.DecisionLogEntry without its sha256, as protobuf's JSON in canonical form (RFC 8785):
-- exactly the text that is hashed. It holds the hash of the entry before, so that none can be changed alone.
CREATE TABLE decision_log (
  sequence bigint PRIMARY KEY CHECK (sequence > 0),
  entry text NOT NULL,
  sha256 text NOT NULL,
  -- What entries are found by. All of it follows from the entry, so there is no second truth.
  kind text NOT NULL GENERATED ALWAYS AS (entry::jsonb ->> 'kind') STORED,
  experiment text GENERATED ALWAYS AS (entry::jsonb ->> 'experiment') STORED,
  outcome text GENERATED ALWAYS AS (entry::jsonb #>> '{decision,outcome}') STORED,
  against_evidence boolean NOT NULL
    GENERATED ALWAYS AS (entry::jsonb #> '{decision,againstEvidence}' IS NOT DISTINCT FROM 'true'::jsonb) STORED,
  author text NOT NULL GENERATED ALWAYS AS (entry::jsonb ->> 'author') STORED,
  idea_id text GENERATED ALWAYS AS (entry::jsonb ->> 'ideaId') STORED,
  words text NOT NULL GENERATED ALWAYS AS (lower(
    coalesce(entry::jsonb ->> 'experiment', '') || chr(10) ||
    coalesce(entry::jsonb ->> 'title', '') || chr(10) ||
    coalesce(entry::jsonb ->> 'hypothesis', '') || chr(10) ||
    coalesce(entry::jsonb ->> 'reason', '') || chr(10) ||
    coalesce(entry::jsonb #>> '{decision,reason}', ''))) STORED
);

CREATE UNIQUE INDEX decision_log_idea ON decision_log (author, idea_id);
CREATE INDEX decision_log_experiment ON decision_log (experiment, sequence);

CREATE TRIGGER decision_log_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decision_log
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The log's end, a second time: entries that are cut off leave no other trace. Its one row is locked by each
-- transaction that adds an entry.
CREATE TABLE decision_log_head (
  id smallint PRIMARY KEY CHECK (id = 1),
  sequence bigint NOT NULL,
  sha256 text NOT NULL
);

INSERT INTO decision_log_head (id, sequence, sha256) VALUES (1, 0, repeat('0', 64));
