-- The last definitions that arrived, and the snapshot they came in. Keys are compared as bytes.
CREATE TABLE definition_snapshot (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  epoch text NOT NULL,
  version bigint NOT NULL
);
INSERT INTO definition_snapshot (epoch, version) VALUES ('', 0);

CREATE TABLE definition (
  experiment text COLLATE "C" PRIMARY KEY,
  version bigint NOT NULL,
  state smallint NOT NULL,
  body bytea NOT NULL
);
CREATE INDEX definition_by_state ON definition (state, experiment);
