package plumbline.tracking.backfill;

import plumbline.kit.definition.Key;
import plumbline.kit.definition.MetricRules;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.proto.tracking.v1.Backfill;
import plumbline.proto.tracking.v1.CreateBackfillRequest;

/**
 * A backfill that somebody wants.
 *
 * @param experiment its key
 * @param asked key, subject and reason; nothing else
 */
record BackfillQuery(String experiment, Backfill asked) {
  private static final String EXPERIMENT = "must be an experiment's key";
  private static final int MAX_REASON = 1_000;
  private static final int MAX_SEGMENT = 64;

  /**
   * What is asked.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static BackfillQuery parse(CreateBackfillRequest request) {
    var backfill = request.getBackfill();
    var violations = new Violations();
    violations.check(!request.getExperiment().isEmpty(), "experiment", EXPERIMENT);
    violations.check(Key.isValid(backfill.getKey()), "backfill.key", Key.ALLOWED);
    switch (backfill.getSubjectCase()) {
      case METRIC -> MetricRules.checkWhole(violations, backfill.getMetric(), "backfill.metric");
      case SEGMENT ->
          Text.check(violations, "backfill.segment", backfill.getSegment(), 1, MAX_SEGMENT);
      case SUBJECT_NOT_SET -> violations.add("backfill", "must have a metric or a segment");
    }
    Text.check(violations, "backfill.reason", backfill.getReason(), 1, MAX_REASON);
    violations.throwIfAny();
    return new BackfillQuery(
        request.getExperiment(),
        backfill.toBuilder().clearAuthor().clearCreateTime().clearDefinitionVersion().build());
  }

  /**
   * The experiment that a request names.
   *
   * @throws Failure.Invalid if it names none
   */
  static String experiment(String key) {
    if (key.isEmpty()) {
      throw new Failure.Invalid("experiment", EXPERIMENT);
    }
    return key;
  }
}
