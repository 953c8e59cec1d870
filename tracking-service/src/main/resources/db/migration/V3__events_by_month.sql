-- Events by UTC month of occurrence: a month that nobody needs any more goes as a whole. Made ahead and dropped by
-- plumbline.tracking.retention; each is named after its month, event_2026_03.

-- In the order in which the intake and the fold take them, so that neither deadlocks with this.
LOCK TABLE event_key, definition, event IN ACCESS EXCLUSIVE MODE;

ALTER TABLE event RENAME TO event_unparted;
ALTER INDEX event_of_unit RENAME TO event_unparted_of_unit;
ALTER INDEX event_of_batch RENAME TO event_unparted_of_batch;
ALTER INDEX event_of_experiment RENAME TO event_unparted_of_experiment;

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
) PARTITION BY RANGE (occurred_at);
CREATE INDEX event_of_unit ON event (unit_type, unit);
CREATE INDEX event_of_batch ON event (shard, batch);
CREATE INDEX event_of_experiment ON event (shard, experiment) WHERE experiment IS NOT NULL;

-- Months of what is there, and those that replicas of the release before may still store into: they make none.
DO $$
DECLARE
  month timestamp;
BEGIN
  FOR month IN
    SELECT DISTINCT date_trunc('month', occurred_at AT TIME ZONE 'UTC') FROM event_unparted
    UNION
    SELECT date_trunc('month', now() AT TIME ZONE 'UTC') + n * interval '1 month' FROM generate_series(-14, 2) AS n
  LOOP
    EXECUTE format(
      'CREATE TABLE %I PARTITION OF event FOR VALUES FROM (%L) TO (%L)',
      'event_' || to_char(month, 'YYYY_MM'),
      month AT TIME ZONE 'UTC',
      (month + interval '1 month') AT TIME ZONE 'UTC');
  END LOOP;
END $$;

INSERT INTO event
  (batch, shard, unit_type, unit, event_id, occurred_at, received_at, name, value_micros, attributes, experiment,
   variant)
SELECT batch, shard, unit_type, unit, event_id, occurred_at, received_at, name, value_micros, attributes, experiment,
       variant
FROM event_unparted;
DROP TABLE event_unparted;

-- Keys go by the day on which they were stored: they have no time of occurrence of their own. What is there counts as
-- stored today, which keeps it for longer than it need be.
ALTER TABLE event_key ADD COLUMN stored_on date NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')::date;
CREATE INDEX event_key_of_day ON event_key USING brin (stored_on) WITH (autosummarize = on);

-- Decided, and past its grace: its statistics stay as they are, its events may go.
ALTER TABLE definition ADD COLUMN sealed boolean NOT NULL DEFAULT false;

CREATE TABLE retention (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  -- how long events are kept, as configured where a replica last started well
  events_seconds bigint,
  -- keys that were stored before this day are gone
  keys_before date
);
INSERT INTO retention DEFAULT VALUES;
