package plumbline.engine.guardrail;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import plumbline.engine.guardrail.Threshold.Kind;
import plumbline.engine.planning.Baseline;
import plumbline.engine.planning.SampleSize;

/**
 * A warning: it takes more units than there could be to find even twice the margin.
 *
 * @param needed the units that it would take
 * @param instead for a relative margin of a share, one in percentage points that is of use: twice
 *     of it is what the planned units find, rounded up; empty where there is none
 */
public record AbsurdMargin(Threshold threshold, SampleSize needed, Optional<Threshold> instead) {
  /** More units in an arm than any product has to spare for one experiment. */
  private static final double ABSURD_UNITS = 1e8;

  /** The finest margin that can be written: 0.000001pp. */
  private static final int FINEST_SHARE_SCALE = 8;

  /** The warning in plain words. */
  public String describe() {
    String advice =
        instead
            .map(
                points -> "write it in percentage points: \"" + points.text() + "\" can be watched")
            .orElse("choose a wider margin");
    return "to find a harm of twice the margin in \"%s\", one look needs %s units of control and %s"
            .formatted(
                threshold.text(),
                Words.count(needed.controlUnits()),
                Words.count(needed.treatmentUnits()))
        + " of the treatment; "
        + advice;
  }

  /** The warning that a plan deserves, if any. */
  static Optional<AbsurdMargin> check(HarmPlan plan, SampleSize planned) {
    double twice = 2.0 * plan.threshold().margin().doubleValue();
    if (!plan.isPossible(twice)) {
      return Optional.empty();
    }
    SampleSize needed = plan.unitsFor(twice, planned.ratio());
    return Math.max(needed.control(), needed.treatment()) <= ABSURD_UNITS
        ? Optional.empty()
        : Optional.of(new AbsurdMargin(plan.threshold(), needed, inPoints(plan, planned)));
  }

  private static Optional<Threshold> inPoints(HarmPlan plan, SampleSize planned) {
    Threshold threshold = plan.threshold();
    if (threshold.kind() != Kind.RELATIVE || !(threshold.scale() instanceof Scale.Share)) {
      return Optional.empty();
    }
    Baseline control = plan.baseline();
    int sign = threshold.direction().sign();
    return FirstFound.distance(
            margin ->
                plan.quantiles()
                    * Math.sqrt(
                        control.variance(control.value() + 2.0 * sign * margin)
                                / planned.treatment()
                            + control.variance(control.value()) / planned.control()),
            0.5 * plan.room(control.value()))
        .stream()
        .mapToObj(margin -> points(margin, threshold))
        .findFirst();
  }

  private static Threshold points(double margin, Threshold like) {
    BigDecimal rounded =
        BigDecimal.valueOf(margin)
            .round(new MathContext(1, RoundingMode.UP))
            .setScale(FINEST_SHARE_SCALE, RoundingMode.UP);
    return new Threshold(rounded, Kind.PERCENTAGE_POINTS, like.direction(), like.scale());
  }
}
