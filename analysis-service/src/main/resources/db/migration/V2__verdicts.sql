CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME;
END
$$;

-- What was first said of an experiment once its verdict was due: plumbline.analysis.v1.ExperimentResults.
CREATE TABLE verdict (
  experiment text COLLATE "C" PRIMARY KEY,
  version bigint NOT NULL,
  give_time timestamptz NOT NULL,
  body bytea NOT NULL
);
CREATE TRIGGER verdict_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON verdict
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Who looked at what was withheld.
CREATE TABLE peek (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  experiment text COLLATE "C" NOT NULL,
  time timestamptz NOT NULL,
  author text NOT NULL,
  reason text NOT NULL
);
CREATE INDEX peek_of_experiment ON peek (experiment, id);
CREATE TRIGGER peek_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON peek
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
