-- Looks at guardrails: what is due next follows from them, so they are never changed.
CREATE TABLE guardrail_look (
  experiment_key text COLLATE "C" NOT NULL,
  number integer NOT NULL CHECK (number >= 1),
  look_time timestamptz NOT NULL,
  exposed_units bigint NOT NULL CHECK (exposed_units >= 1),
  -- From the experiment's start.
  elapsed_micros bigint NOT NULL CHECK (elapsed_micros > 0),
  PRIMARY KEY (experiment_key, number)
);

CREATE TABLE guardrail_reading (
  experiment_key text COLLATE "C" NOT NULL,
  number integer NOT NULL,
  metric text COLLATE "C" NOT NULL,
  treatment text COLLATE "C" NOT NULL,
  -- In the definition's order.
  position integer NOT NULL,
  state text NOT NULL,
  level double precision NOT NULL,
  -- In the margin's terms.
  harm double precision,
  lower double precision,
  upper double precision,
  method text NOT NULL,
  margin text NOT NULL,
  sentence text NOT NULL,
  PRIMARY KEY (experiment_key, number, metric, treatment),
  FOREIGN KEY (experiment_key, number) REFERENCES guardrail_look
);

-- That an experiment is to be halted: written with the look that showed harm, done when it was. One for each
-- experiment, as halting is for ever.
CREATE TABLE halt_intent (
  experiment_key text COLLATE "C" PRIMARY KEY,
  number integer NOT NULL,
  reason text NOT NULL,
  create_time timestamptz NOT NULL,
  done_time timestamptz,
  outcome text NOT NULL DEFAULT ''
);
CREATE INDEX halt_intent_open ON halt_intent (create_time) WHERE done_time IS NULL;

-- When the exposed units last grew; up to a minute late.
CREATE TABLE exposure_progress (
  experiment_key text COLLATE "C" PRIMARY KEY,
  exposed_units bigint NOT NULL,
  grown_time timestamptz NOT NULL
);

-- States that people are told of; of the platform where the key is empty.
CREATE TABLE alarm (
  experiment_key text COLLATE "C" NOT NULL,
  concern text COLLATE "C" NOT NULL,
  metric text COLLATE "C" NOT NULL,
  treatment text COLLATE "C" NOT NULL,
  raised boolean NOT NULL,
  since timestamptz NOT NULL,
  check_time timestamptz NOT NULL,
  told_time timestamptz,
  sentence text NOT NULL,
  PRIMARY KEY (experiment_key, concern, metric, treatment)
);

-- Messages to webhooks, as in assignment-service: written by the change that they tell of, in the same
-- transaction, and sent later, by any replica.
CREATE TABLE outbox (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- What the receiver tells repeats by.
  id uuid NOT NULL UNIQUE,
  endpoint text COLLATE "C" NOT NULL,
  experiment_key text COLLATE "C" NOT NULL,
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
