-- Credentials of callers' code. Of a secret only its SHA-256 is kept (docs/adr/0017).
CREATE TABLE sdk_keys (
  id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9_-]{0,63}$'),
  version bigint NOT NULL CHECK (version > 0),
  description text NOT NULL,
  author text NOT NULL,
  create_time timestamptz NOT NULL,
  expire_time timestamptz,
  -- 0: as the replicas are configured.
  calls_per_second integer NOT NULL CHECK (calls_per_second >= 0),
  digest bytea NOT NULL CHECK (octet_length(digest) = 32),
  rotate_time timestamptz,
  -- Of the secret before, which is valid until then.
  previous_digest bytea CHECK (octet_length(previous_digest) = 32),
  previous_expire_time timestamptz,
  revoke_time timestamptz,
  -- As of whatever is assigned by (V9).
  changed bigint NOT NULL,
  stamp bigint NOT NULL,
  CHECK ((previous_digest IS NULL) = (previous_expire_time IS NULL))
);

CREATE INDEX sdk_keys_changed ON sdk_keys (changed);
CREATE TRIGGER sdk_keys_note_change BEFORE INSERT OR UPDATE ON sdk_keys
FOR EACH ROW EXECUTE FUNCTION note_change();

-- A revoked key stays revoked, and no id is used again.
CREATE FUNCTION refuse_revival() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an SDK key that was revoked never changes';
END
$$;
CREATE TRIGGER sdk_keys_stay_revoked BEFORE UPDATE ON sdk_keys
FOR EACH ROW WHEN (OLD.revoke_time IS NOT NULL) EXECUTE FUNCTION refuse_revival();
CREATE TRIGGER sdk_keys_stay BEFORE DELETE OR TRUNCATE ON sdk_keys
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Safe for the version before: the table is new, and the check takes all that it took. Only ListAuditEntries of that
-- version fails on entries about keys, so the first key is made once all replicas know of keys (docs/operations.md).
ALTER TABLE audit_log DROP CONSTRAINT audit_log_subject_check;
ALTER TABLE audit_log ADD CONSTRAINT audit_log_subject_check
  CHECK (subject IN ('EXPERIMENT', 'METRIC', 'HOLDOUT', 'DECISION_LOG', 'FLAG', 'SDK_KEY'));
