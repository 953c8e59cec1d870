-- Who of the replicas leads. The term grows with each change of the holder: what a leader writes is fenced by it.
CREATE TABLE leader (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  holder uuid NOT NULL,
  term bigint NOT NULL,
  lease_end timestamptz NOT NULL
);
INSERT INTO leader (holder, term, lease_end) VALUES (gen_random_uuid(), 0, '-infinity');
