-- The fold adds single events to what it keeps of a unit, so it keeps sums before any cap, the exposure that counts,
-- and what every kind of metric needs. A plan is an experiment's key, or with a backfill 'experiment/backfill'.

-- Bounds of time change with a stop, a halt, a decision; all else that counts is told by the digest `plan`.
ALTER TABLE definition
  ADD COLUMN enrol_end bigint NOT NULL DEFAULT 0,
  ADD COLUMN cut bigint NOT NULL DEFAULT 0;

-- A metric or a segment that was not registered.
CREATE TABLE backfill (
  experiment text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (experiment, key)
);

-- Everything that is folded, as it is to be folded.
CREATE VIEW known_plan AS
  SELECT experiment AS plan_key, experiment, '' AS backfill, version, plan AS digest, enrol_end, cut, sealed
  FROM definition WHERE started
  UNION ALL
  SELECT experiment || '/' || key, experiment, key, version, plan || ':' || encode(sha256(backfill.body), 'hex'),
         enrol_end, cut, sealed
  FROM backfill JOIN definition USING (experiment) WHERE started;
CREATE VIEW active_plan AS SELECT * FROM known_plan WHERE NOT sealed;

-- As which each shard's statistics were folded.
ALTER TABLE folded_plan RENAME COLUMN experiment TO plan_key;
ALTER TABLE folded_plan RENAME COLUMN plan TO digest;
ALTER TABLE folded_plan
  ADD COLUMN enrol_end bigint NOT NULL DEFAULT 0,
  ADD COLUMN cut bigint NOT NULL DEFAULT 0;

-- What is known of one unit in one plan. amounts: each metric's terms, side by side, before any cap. There is room in
-- the pages, as rows change often and in place.
CREATE TABLE unit_state (
  shard smallint NOT NULL,
  unit_type smallint NOT NULL,
  unit text COLLATE "C" NOT NULL,
  plan_key text COLLATE "C" NOT NULL,
  variant smallint NOT NULL,
  first_exposure timestamptz NOT NULL,
  first_event text COLLATE "C" NOT NULL,
  crossed_over boolean NOT NULL,
  excluded boolean NOT NULL,
  segments text[] NOT NULL,
  amounts numeric[] NOT NULL,
  PRIMARY KEY (shard, unit_type, unit, plan_key)
) WITH (fillfactor = 70);

-- Sparse histograms of a unit's values, for quantile metrics; metric: its place in the plan.
CREATE TABLE unit_histogram (
  plan_key text COLLATE "C" NOT NULL,
  metric smallint NOT NULL,
  shard smallint NOT NULL,
  unit_type smallint NOT NULL,
  unit text COLLATE "C" NOT NULL,
  buckets smallint[] NOT NULL,
  events bigint[] NOT NULL,
  PRIMARY KEY (plan_key, shard, unit_type, unit, metric)
) WITH (fillfactor = 70);

-- Sums over units: of a whole variant and day (segment -1, value ''), and by each segment's values. sums: each metric's,
-- side by side: of its terms, of their products, of y cubed.
ALTER TABLE aggregate RENAME TO aggregate_before;
CREATE TABLE aggregate (
  plan_key text COLLATE "C" NOT NULL,
  shard smallint NOT NULL,
  variant smallint NOT NULL,
  day date NOT NULL,
  segment smallint NOT NULL,
  value text COLLATE "C" NOT NULL,
  exposed bigint NOT NULL,
  crossed_over bigint NOT NULL,
  excluded bigint NOT NULL,
  analysed bigint NOT NULL,
  sums numeric[] NOT NULL,
  PRIMARY KEY (plan_key, segment, shard, variant, day, value)
) WITH (fillfactor = 50);

CREATE TABLE aggregate_histogram (
  plan_key text COLLATE "C" NOT NULL,
  metric smallint NOT NULL,
  shard smallint NOT NULL,
  variant smallint NOT NULL,
  day date NOT NULL,
  bucket smallint NOT NULL,
  events bigint NOT NULL,
  PRIMARY KEY (plan_key, metric, shard, variant, day, bucket)
) WITH (fillfactor = 50);

-- Segments of a plan that turned out to have too many values in a shard: nothing is kept by them there.
CREATE TABLE segment_overflow (
  plan_key text COLLATE "C" NOT NULL,
  segment smallint NOT NULL,
  shard smallint NOT NULL,
  PRIMARY KEY (plan_key, segment, shard)
);

-- Sums over units at the edges around a quantile, one row for each edge (and with none, nobody has a value).
CREATE TABLE quantile_scan (
  plan_key text COLLATE "C" NOT NULL,
  metric smallint NOT NULL,
  variant smallint NOT NULL,
  scanned_at timestamptz NOT NULL,
  units bigint NOT NULL,
  sum_n numeric NOT NULL,
  sum_n2 numeric NOT NULL,
  edges smallint[] NOT NULL,
  sum_j numeric[] NOT NULL,
  sum_j2 numeric[] NOT NULL,
  sum_jn numeric[] NOT NULL,
  PRIMARY KEY (plan_key, metric, variant)
);

-- The last computation anew of each plan, and its shards.
CREATE TABLE rebuild (
  plan_key text COLLATE "C" PRIMARY KEY,
  requested_at timestamptz NOT NULL DEFAULT now(),
  author text NOT NULL,
  replace boolean NOT NULL
);
CREATE TABLE rebuild_shard (
  plan_key text COLLATE "C" NOT NULL REFERENCES rebuild ON DELETE CASCADE,
  shard smallint NOT NULL,
  -- null: still to be done
  done_at timestamptz,
  units bigint NOT NULL DEFAULT 0,
  differing_units bigint NOT NULL DEFAULT 0,
  differing_sums bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (plan_key, shard)
);

-- A changed end concerns the units that did something after it.
CREATE INDEX event_by_time ON event USING brin (occurred_at) WITH (autosummarize = on);

-- What is sealed is only ever read, or has a unit taken away: it moves over. What is not is folded anew, as its digest
-- has another form from now on.
INSERT INTO aggregate
SELECT experiment, shard, variant, day, -1, '', exposed, crossed_over, 0, analysed,
  (SELECT array_agg(s ORDER BY i, k)
   FROM unnest(b.y, b.y2, b.y3) WITH ORDINALITY AS u (y, y2, y3, i)
   CROSS JOIN LATERAL (VALUES (1, y), (2, y2), (3, y3)) AS t (k, s))
FROM aggregate_before b
WHERE experiment IN (SELECT experiment FROM definition WHERE sealed);
DROP TABLE aggregate_before;

INSERT INTO unit_state
SELECT get_byte(sha256(convert_to(
         'plumbline:shard:' || (ARRAY['user', 'account', 'device'])[unit_type] || ':' || unit, 'UTF8')), 31) & 15,
       unit_type, unit, experiment, variant, first_exposure, '', crossed_over, false, '{}', y
FROM contribution
WHERE experiment IN (SELECT experiment FROM definition WHERE sealed);
DROP TABLE contribution;

DELETE FROM folded_plan WHERE plan_key NOT IN (SELECT experiment FROM definition WHERE sealed);
