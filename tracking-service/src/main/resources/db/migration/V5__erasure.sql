-- Units that were erased, by a keyed hash: from then on nothing of them is taken.
CREATE TABLE tombstone (
  hash bytea PRIMARY KEY,
  erased_at timestamptz NOT NULL DEFAULT now()
);

-- Tells the key of the hashes without revealing it; there as soon as there is a tombstone.
CREATE TABLE tombstone_key (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  fingerprint bytea NOT NULL
);

-- Units of which something is still stored; the fold takes both away in one transaction.
CREATE TABLE erasure (
  shard smallint NOT NULL,
  unit_type smallint NOT NULL,
  unit text COLLATE "C" NOT NULL,
  PRIMARY KEY (shard, unit_type, unit)
);
