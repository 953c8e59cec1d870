package plumbline.analysis.aa;

import plumbline.analysis.study.ExperimentKey;
import plumbline.kit.failure.Violations;
import plumbline.proto.analysis.v1.RunAaCheckRequest;

/**
 * What to check.
 *
 * @param metric its key; empty: the primary one
 * @param prePeriod the covariate of all variants' units, in place of control's values
 * @param seed 0: to be drawn
 */
record AaQuery(ExperimentKey experiment, String metric, boolean prePeriod, int splits, long seed) {
  static final int USUAL_SPLITS = 1_000;
  static final long MAX_SEED = 1L << 53;
  private static final int FEWEST = 100;
  private static final int MOST = 10_000;

  static AaQuery parse(RunAaCheckRequest request) {
    var experiment = new ExperimentKey(request.getExperiment());
    var splits = request.getSplits() == 0 ? USUAL_SPLITS : request.getSplits();
    var violations = new Violations();
    violations.check(
        splits >= FEWEST && splits <= MOST, "splits", "must be 100 to 10000; 1000 if 0");
    violations.check(
        request.getSeed() >= 0 && request.getSeed() <= MAX_SEED,
        "seed",
        "must be 1 to 2^53, or 0: drawn at random");
    violations.throwIfAny();
    return new AaQuery(
        experiment, request.getMetric(), request.getPrePeriod(), splits, request.getSeed());
  }

  /** What the schedule asks for. */
  static AaQuery usual(ExperimentKey experiment, String metric) {
    return new AaQuery(experiment, metric, false, USUAL_SPLITS, 0);
  }
}
