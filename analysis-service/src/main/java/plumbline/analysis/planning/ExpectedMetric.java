package plumbline.analysis.planning;

import java.util.Optional;
import plumbline.engine.planning.Baseline;
import plumbline.kit.definition.Allowed;
import plumbline.kit.failure.Violations;
import plumbline.proto.analysis.v1.RatioMoments;
import plumbline.proto.analysis.v1.StatedBaseline;
import plumbline.proto.assignment.v1.MetricKind;

/** What is expected of a metric in control. */
record ExpectedMetric(MetricKind kind, Baseline baseline) {
  private static final double SMALLEST_RATE = 1e-9;
  private static final double SMALLEST = 1e-12;
  private static final double LARGEST = 1e15;
  private static final String SIZE = "from 1e-12 to 1e15 by its size";

  /** As a request states it; empty, and a violation added, where it says what cannot be. */
  static Optional<ExpectedMetric> parse(Violations violations, StatedBaseline stated, String path) {
    var before = violations.found().size();
    var parser = new Parser(violations, stated, path);
    parser.check();
    return violations.found().size() > before
        ? Optional.empty()
        : parser.baseline().map(baseline -> new ExpectedMetric(stated.getKind(), baseline));
  }

  /** Whether its value is a share of the units. */
  boolean isShare() {
    return baseline instanceof Baseline.Rate;
  }

  /** Whether a computation can take a value, or a standard deviation, of this size. */
  static boolean isComputable(double size) {
    return Math.abs(size) >= SMALLEST && Math.abs(size) <= LARGEST;
  }

  private record Parser(Violations violations, StatedBaseline stated, String path) {
    private void check() {
      violations.check(
          !stated.hasRatio() || stated.getKind() == MetricKind.METRIC_KIND_RATIO,
          path + ".ratio",
          "is for METRIC_KIND_RATIO alone");
      switch (stated.getKind()) {
        case METRIC_KIND_PROPORTION -> checkShare();
        case METRIC_KIND_COUNT, METRIC_KIND_MEAN, METRIC_KIND_QUANTILE -> checkMean();
        case METRIC_KIND_RATIO -> {
          if (stated.hasRatio()) {
            checkRatio(stated.getRatio());
          } else {
            checkMean();
          }
        }
        case METRIC_KIND_UNSPECIFIED, UNRECOGNIZED ->
            violations.add(path + ".kind", "must be " + Allowed.of(MetricKind.getDescriptor()));
      }
    }

    private void checkShare() {
      violations.check(
          stated.getValue() >= SMALLEST_RATE && stated.getValue() <= 1 - SMALLEST_RATE,
          path + ".value",
          "must be a share from 1e-9 to 1 - 1e-9, as the metric is a proportion");
      violations.check(
          !stated.hasStandardDeviation(),
          path + ".standard_deviation",
          "is not for METRIC_KIND_PROPORTION: its value says it");
    }

    private void checkMean() {
      violations.check(
          isComputable(stated.getValue()), path + ".value", "must be a number " + SIZE);
      violations.check(
          isComputable(stated.getStandardDeviation()) && stated.getStandardDeviation() > 0,
          path + ".standard_deviation",
          "must be from 1e-12 to 1e15: how much units differ");
    }

    private void checkRatio(RatioMoments ratio) {
      violations.check(
          !stated.hasValue() && !stated.hasStandardDeviation(),
          path + ".ratio",
          "is in the place of value and standard_deviation: state the one or the other");
      moment("numerator_mean", Math.abs(ratio.getNumeratorMean()));
      moment("numerator_standard_deviation", ratio.getNumeratorStandardDeviation());
      moment("denominator_mean", ratio.getDenominatorMean());
      moment("denominator_standard_deviation", ratio.getDenominatorStandardDeviation());
      violations.check(
          Math.abs(ratio.getCorrelation()) <= 1,
          path + ".ratio.correlation",
          "must be from -1 to 1");
    }

    private void moment(String field, double size) {
      violations.check(
          isComputable(size) && size > 0, path + ".ratio." + field, "must be a number " + SIZE);
    }

    private Optional<Baseline> baseline() {
      if (stated.getKind() == MetricKind.METRIC_KIND_PROPORTION) {
        return Optional.of(new Baseline.Rate(stated.getValue()));
      }
      return stated.hasRatio()
          ? ratio(stated.getRatio())
          : Optional.of(new Baseline.Mean(stated.getValue(), stated.getStandardDeviation()));
    }

    private Optional<Baseline> ratio(RatioMoments moments) {
      try {
        var ratio =
            new Baseline.Ratio(
                new Baseline.Mean(
                    moments.getNumeratorMean(), moments.getNumeratorStandardDeviation()),
                new Baseline.Mean(
                    moments.getDenominatorMean(), moments.getDenominatorStandardDeviation()),
                moments.getCorrelation());
        var computable = isComputable(ratio.value()) && isComputable(ratio.standardDeviation());
        return violations.check(
                computable, path + ".ratio", "must have a value and a deviation " + SIZE)
            ? Optional.of(new Baseline.Mean(ratio.value(), ratio.standardDeviation()))
            : Optional.empty();
      } catch (IllegalArgumentException e) {
        violations.add(path + ".ratio", "does not vary: its two sides move as one");
        return Optional.empty();
      }
    }
  }
}
