-- Messages to webhooks: each is written by the change that it tells of, in the same transaction, and is sent
-- later, by any replica. The sequence is in the order of the commits, since changes are one after another.
CREATE TABLE outbox (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- What the receiver tells repeats by.
  id uuid NOT NULL UNIQUE,
  endpoint text COLLATE "C" NOT NULL,
  experiment_key text COLLATE "C" NOT NULL,
  -- As it is sent, whatever becomes of the experiment.
  body text NOT NULL,
  create_time timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'DELIVERED', 'DEAD')),
  -- Begun ones; the number of the latest is what its sender holds the message by.
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  -- Not to be sent before: a pause, or the time that a sender has for its attempt.
  due_time timestamptz NOT NULL DEFAULT now(),
  last_error text,
  end_time timestamptz,
  CHECK ((state = 'PENDING') = (end_time IS NULL))
);

CREATE INDEX outbox_pending ON outbox (endpoint, experiment_key, sequence) WHERE state = 'PENDING';
CREATE INDEX outbox_ended ON outbox (end_time) WHERE state <> 'PENDING';
