package plumbline.analysis.planning;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import plumbline.engine.analysis.Figures;
import plumbline.engine.planning.Traffic.EnrolmentTime;

/** Says a plan in a sentence. */
final class PlanWords {
  private static final MathContext SHOWN = new MathContext(6, RoundingMode.HALF_EVEN);

  /** Up, so that who plans with it has enough. */
  private static final MathContext SUGGESTED = new MathContext(3, RoundingMode.UP);

  private PlanWords() {}

  static String describe(PlannedExperiment planned) {
    var needed =
        "To find a relative change of %s with a chance of %s, each variant needs at least %s"
            + " units, %s in all";
    return needed.formatted(
            percent(planned.query().mdeRelative()),
            percent(planned.query().power()),
            Figures.count(PlannedExperiment.smallest(planned.units())),
            Figures.count(planned.units().total()))
        + planned.time().map(time -> time(planned, time)).orElse(".");
  }

  private static String time(PlannedExperiment planned, EnrolmentTime time) {
    var most = planned.query().maximumDays();
    var days = ": with the expected traffic that takes %s.".formatted(days(time.days()));
    return time.days() <= most
        ? days
        : days + " In the %s allowed %s.".formatted(days(most), found(planned));
  }

  private static String found(PlannedExperiment planned) {
    OptionalDouble detectable = planned.detectable();
    return detectable.isEmpty()
        ? "it finds no possible change"
        : "it finds a relative change of %s or more"
            .formatted(percent(planned.relative(detectable.getAsDouble()), SUGGESTED));
  }

  private static String days(long days) {
    return days == 1 ? "1 day" : Figures.count(days) + " days";
  }

  static String percent(double fraction) {
    return percent(fraction, SHOWN);
  }

  private static String percent(double fraction, MathContext digits) {
    return BigDecimal.valueOf(fraction)
            .round(digits)
            .movePointRight(2)
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }
}
