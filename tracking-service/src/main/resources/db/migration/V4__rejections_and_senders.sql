-- The newest events that were not taken, without their units. The order of id is that of commits.
CREATE TABLE rejected_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  rejected_at timestamptz NOT NULL,
  client text COLLATE "C" NOT NULL,
  event_id text NOT NULL,
  reason smallint NOT NULL,
  field text NOT NULL,
  description text NOT NULL,
  event text NOT NULL
);

-- How many there were; every replica adds its own.
CREATE TABLE rejection_count (
  day date NOT NULL,
  client text COLLATE "C" NOT NULL,
  reason smallint NOT NULL,
  events bigint NOT NULL,
  PRIMARY KEY (day, client, reason)
);

-- One run of a sender that numbers its batches. Rows change often and in place.
CREATE TABLE sender (
  id bigint GENERATED ALWAYS AS IDENTITY,
  client text COLLATE "C" NOT NULL,
  boot_id text COLLATE "C" NOT NULL,
  last_sequence bigint NOT NULL,
  missing bigint NOT NULL,
  dropped bigint NOT NULL,
  first_at timestamptz NOT NULL DEFAULT now(),
  last_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (client, boot_id)
) WITH (fillfactor = 50);
