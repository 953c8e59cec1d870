-- Looks of group-sequential designs. What is tested at the next one follows from them, so none is ever changed; of
-- two replicas that take the same one, the first counts.
CREATE TABLE look (
  experiment text COLLATE "C" NOT NULL,
  number integer NOT NULL CHECK (number >= 1),
  look_time timestamptz NOT NULL,
  -- Information of the treatment that had least of it, as a part of the planned one.
  fraction double precision NOT NULL CHECK (fraction > 0),
  -- Nothing is tested after it.
  over boolean NOT NULL,
  -- Side by side: what it saw of each metric and treatment.
  metrics text[] NOT NULL,
  treatments text[] NOT NULL,
  differences double precision[] NOT NULL,
  standard_errors double precision[] NOT NULL,
  -- The results as they were shown.
  reply bytea NOT NULL,
  PRIMARY KEY (experiment, number)
);
