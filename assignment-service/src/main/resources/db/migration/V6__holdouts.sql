-- Units that are kept out of the experiments that name the holdout. Nothing about one ever changes: units that
-- were treated would be counted as held out.
CREATE TABLE holdouts (
  key text COLLATE "C" PRIMARY KEY CHECK (key ~ '^[a-z0-9][a-z0-9_-]{0,63}$'),
  unit_type text NOT NULL CHECK (unit_type IN ('USER', 'ACCOUNT', 'DEVICE')),
  share double precision NOT NULL CHECK (share > 0 AND share < 1),
  description text NOT NULL,
  author text NOT NULL,
  create_time timestamptz NOT NULL
);

CREATE TRIGGER holdouts_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON holdouts
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
