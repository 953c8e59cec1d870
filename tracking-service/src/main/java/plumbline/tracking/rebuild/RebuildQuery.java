package plumbline.tracking.rebuild;

import plumbline.kit.definition.Key;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;

/**
 * Of which statistics.
 *
 * @param experiment its key
 * @param backfill a backfill's key, or empty
 */
record RebuildQuery(String experiment, String backfill) {

  /**
   * What is asked.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static RebuildQuery parse(String experiment, String backfill) {
    var violations = new Violations();
    violations.check(Key.isValid(experiment), "experiment", Key.ALLOWED);
    violations.check(
        backfill.isEmpty() || Key.isValid(backfill), "backfill", "may be empty, or " + Key.ALLOWED);
    violations.throwIfAny();
    return new RebuildQuery(experiment, backfill);
  }

  /** The plan's key. */
  String plan() {
    return backfill.isEmpty() ? experiment : experiment + "/" + backfill;
  }
}
