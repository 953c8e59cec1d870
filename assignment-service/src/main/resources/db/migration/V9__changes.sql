-- Replicas take over what changed, and no more (docs/adr/0009). So each row that is assigned by says at which version
-- of the snapshot it changed last, and has a number of its own that is drawn anew at each change: the sum of these
-- tells two states apart, also where they have the same version because a database was restored and went on.
-- A trigger keeps both, as replicas of the version before write too, and know of neither.
CREATE FUNCTION present_snapshot_version() RETURNS bigint LANGUAGE sql STABLE SET search_path FROM CURRENT AS
  'SELECT version FROM snapshot_version';

-- 1 to 2^32, so that the sum over two million rows is exact in a double, which is what Redis counts in.
CREATE FUNCTION new_stamp() RETURNS bigint LANGUAGE sql VOLATILE AS
  'SELECT 1 + floor(random() * 4294967295)::bigint';

-- The change's own version is counted after its rows are written, or before: one too many does no harm.
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  NEW.changed := present_snapshot_version() + 1;
  NEW.stamp := new_stamp();
  RETURN NEW;
END $$;

ALTER TABLE experiments
  ADD COLUMN changed bigint NOT NULL DEFAULT present_snapshot_version(),
  ADD COLUMN stamp bigint NOT NULL DEFAULT new_stamp();
ALTER TABLE experiments ALTER COLUMN changed DROP DEFAULT, ALTER COLUMN stamp DROP DEFAULT;
CREATE INDEX experiments_changed ON experiments (changed);
CREATE TRIGGER experiments_note_change BEFORE INSERT OR UPDATE ON experiments
FOR EACH ROW EXECUTE FUNCTION note_change();

ALTER TABLE holdouts
  ADD COLUMN changed bigint NOT NULL DEFAULT present_snapshot_version(),
  ADD COLUMN stamp bigint NOT NULL DEFAULT new_stamp();
ALTER TABLE holdouts ALTER COLUMN changed DROP DEFAULT, ALTER COLUMN stamp DROP DEFAULT;
CREATE INDEX holdouts_changed ON holdouts (changed);
CREATE TRIGGER holdouts_note_change BEFORE INSERT ON holdouts
FOR EACH ROW EXECUTE FUNCTION note_change();

ALTER TABLE flags ADD COLUMN stamp bigint NOT NULL DEFAULT new_stamp();
ALTER TABLE flags ALTER COLUMN stamp DROP DEFAULT;
CREATE TRIGGER flags_note_change BEFORE INSERT OR UPDATE ON flags
FOR EACH ROW EXECUTE FUNCTION note_change();
