-- The catalogue: each metric with the number of its newest version.
CREATE TABLE metrics (
  key text COLLATE "C" PRIMARY KEY CHECK (key ~ '^[a-z0-9][a-z0-9_-]{0,63}$'),
  version bigint NOT NULL CHECK (version > 0),
  archived boolean NOT NULL
);

-- Every version of every metric; only ever added to.
CREATE TABLE metric_versions (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  metric_key text COLLATE "C" NOT NULL REFERENCES metrics (key),
  version bigint NOT NULL CHECK (version > 0),
  -- plumbline.assignment.v1.Metric as protobuf's JSON.
  definition jsonb NOT NULL,
  author text NOT NULL,
  create_time timestamptz NOT NULL,
  -- What lists are filtered by.
  owner text NOT NULL GENERATED ALWAYS AS (definition ->> 'owner') STORED,
  category text GENERATED ALWAYS AS (definition ->> 'category') STORED,
  words text NOT NULL GENERATED ALWAYS AS (lower(
    metric_key || E'\x01' || (definition ->> 'eventName') || E'\x01'
      || coalesce(definition ->> 'description', ''))) STORED,
  UNIQUE (metric_key, version)
);

CREATE TRIGGER metric_versions_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON metric_versions
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
