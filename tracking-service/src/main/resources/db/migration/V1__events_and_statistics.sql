-- Keys are compared as bytes everywhere (COLLATE "C"): the order of ties, and the order of locks.

-- What makes an event unique, kept apart from the events and longer than they are.
CREATE TABLE event_key (
  unit_type smallint NOT NULL,
  unit text COLLATE "C" NOT NULL,
  event_id text COLLATE "C" NOT NULL,
  digest bytea NOT NULL,
  PRIMARY KEY (unit_type, unit, event_id)
) PARTITION BY HASH (unit);

DO $$
BEGIN
  FOR i IN 0..15 LOOP
    EXECUTE format(
      'CREATE TABLE event_key_%s PARTITION OF event_key FOR VALUES WITH (MODULUS 16, REMAINDER %s)',
      i, i);
  END LOOP;
END $$;

-- One row for each event and unit. An exposure has experiment and variant, an outcome has a name.
CREATE TABLE event (
  batch bigint NOT NULL,
  shard smallint NOT NULL,
  unit_type smallint NOT NULL,
  unit text COLLATE "C" NOT NULL,
  event_id text COLLATE "C" NOT NULL,
  occurred_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  name text,
  value_micros bigint,
  attributes jsonb,
  experiment text,
  variant text
);
CREATE INDEX event_of_unit ON event (unit_type, unit);
CREATE INDEX event_of_batch ON event (shard, batch);
CREATE INDEX event_of_experiment ON event (shard, experiment) WHERE experiment IS NOT NULL;

CREATE SEQUENCE batch_number;

-- Batches that are stored and not yet folded, one row for each shard they touch.
CREATE TABLE fold_work (
  shard smallint NOT NULL,
  batch bigint NOT NULL,
  PRIMARY KEY (shard, batch)
);

-- Who holds a shard's row is the only one that changes the shard's state.
CREATE TABLE fold_shard (shard smallint PRIMARY KEY);
INSERT INTO fold_shard SELECT generate_series(0, 15);

-- The last definitions that arrived, and the snapshot they came in.
CREATE TABLE definition_snapshot (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  epoch text NOT NULL,
  version bigint NOT NULL
);
INSERT INTO definition_snapshot (epoch, version) VALUES ('', 0);
CREATE TABLE definition (
  experiment text COLLATE "C" PRIMARY KEY,
  version bigint NOT NULL,
  -- started, and of metrics that this version folds
  started boolean NOT NULL,
  body bytea NOT NULL
);

-- The version of each definition that a shard's statistics were folded with.
CREATE TABLE fold_version (
  shard smallint NOT NULL,
  experiment text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  PRIMARY KEY (shard, experiment)
);

-- What each unit contributes at the moment: a change of it is added as new minus stored.
CREATE TABLE contribution (
  unit_type smallint NOT NULL,
  unit text COLLATE "C" NOT NULL,
  experiment text COLLATE "C" NOT NULL,
  variant smallint NOT NULL,
  first_exposure timestamptz NOT NULL,
  crossed_over boolean NOT NULL,
  analysed boolean NOT NULL,
  y numeric[] NOT NULL,
  PRIMARY KEY (unit_type, unit, experiment)
);

-- Sums over contributions; element i of an array belongs to the definition's metric i.
CREATE TABLE aggregate (
  experiment text COLLATE "C" NOT NULL,
  shard smallint NOT NULL,
  variant smallint NOT NULL,
  day date NOT NULL,
  exposed bigint NOT NULL,
  crossed_over bigint NOT NULL,
  analysed bigint NOT NULL,
  y numeric[] NOT NULL,
  y2 numeric[] NOT NULL,
  y3 numeric[] NOT NULL,
  PRIMARY KEY (experiment, shard, variant, day)
);
