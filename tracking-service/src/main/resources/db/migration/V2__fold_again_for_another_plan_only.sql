-- A new version of a definition need not change what counts: a ramp, an amendment. So a shard's statistics are known
-- by the digest of the plan that they were folded with.
ALTER TABLE definition ADD COLUMN plan text NOT NULL DEFAULT '';
ALTER TABLE definition ALTER COLUMN plan DROP DEFAULT;

ALTER TABLE fold_version RENAME TO folded_plan;
ALTER TABLE folded_plan ADD COLUMN plan text NOT NULL DEFAULT '';
ALTER TABLE folded_plan ALTER COLUMN plan DROP DEFAULT;
-- What was not up to date is still not.
UPDATE folded_plan f SET plan = 'outdated'
FROM definition d WHERE d.experiment = f.experiment AND d.version <> f.version;
ALTER TABLE folded_plan DROP COLUMN version;
