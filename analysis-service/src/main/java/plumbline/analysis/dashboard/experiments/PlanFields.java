package plumbline.analysis.dashboard.experiments;

import com.google.protobuf.util.Durations;
import java.util.Map;
import plumbline.analysis.dashboard.field.Numbers;
import plumbline.analysis.dashboard.field.Typed;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.Correction;
import plumbline.proto.assignment.v1.Covariate;
import plumbline.proto.assignment.v1.Design;

/** The analysis plan in the form. */
final class PlanFields {
  private PlanFields() {}

  static void write(Map<String, String> values, AnalysisPlan plan) {
    values.put("plan.design", plan.getDesignValue() == 0 ? "" : plan.getDesign().name());
    values.put("plan.looks", Numbers.percents(plan.getLooksList()));
    values.put("plan.alpha", plan.hasAlpha() ? Numbers.write(plan.getAlpha()) : "");
    values.put("plan.power", plan.hasPower() ? Numbers.percent(plan.getPower()) : "");
    values.put("plan.baseline", plan.hasBaseline() ? Numbers.write(plan.getBaseline()) : "");
    values.put(
        "plan.sd",
        plan.hasBaselineStandardDeviation()
            ? Numbers.write(plan.getBaselineStandardDeviation())
            : "");
    values.put("plan.mde", plan.hasMdeRelative() ? Numbers.percent(plan.getMdeRelative()) : "");
    values.put("plan.units", count(plan.getExpectedUnitsPerDay()));
    values.put("plan.size", count(plan.getSampleSizePerVariant()));
    values.put("plan.days", plan.hasDuration() ? Numbers.days(plan.getDuration()) : "");
    values.put(
        "plan.longest", plan.hasMaximumDuration() ? Numbers.days(plan.getMaximumDuration()) : "");
    values.put(
        "plan.correction", plan.getCorrectionValue() == 0 ? "" : plan.getCorrection().name());
    writeCovariate(values, plan);
    values.put("plan.exclusions", String.join("\n", plan.getExclusionsList()));
    values.put("plan.segments", String.join("\n", plan.getSegmentsList()));
    values.put("plan.justification", plan.getManyVariantsJustification());
  }

  private static void writeCovariate(Map<String, String> values, AnalysisPlan plan) {
    var covariate = plan.getCovariate();
    values.put("plan.lookback", plan.hasCovariate() ? Numbers.days(covariate.getLookback()) : "");
    values.put(
        "plan.correlation",
        covariate.hasExpectedCorrelation()
            ? Numbers.write(covariate.getExpectedCorrelation())
            : "");
  }

  private static String count(long units) {
    return units == 0 ? "" : Long.toString(units);
  }

  /** What the form does not show stays as it was. */
  static AnalysisPlan read(Typed typed, AnalysisPlan stored) {
    var plan = stored.toBuilder();
    plan.clearDesign().clearLooks().clearAlpha().clearPower().clearMdeRelative();
    plan.clearBaseline().clearBaselineStandardDeviation().clearCorrection();
    typed.choice("plan.design", Design.class).ifPresent(plan::setDesign);
    plan.addAllLooks(typed.percents("plan.looks"));
    typed.number("plan.alpha").ifPresent(plan::setAlpha);
    typed.percent("plan.power").ifPresent(plan::setPower);
    typed.number("plan.baseline").ifPresent(plan::setBaseline);
    typed.number("plan.sd").ifPresent(plan::setBaselineStandardDeviation);
    typed.percent("plan.mde").ifPresent(plan::setMdeRelative);
    typed.choice("plan.correction", Correction.class).ifPresent(plan::setCorrection);
    plan.setManyVariantsJustification(
        Kept.text(typed.text("plan.justification"), stored.getManyVariantsJustification()));
    readSizes(typed, plan);
    readCovariate(typed, plan);
    readLists(typed, plan, stored);
    return plan.build();
  }

  private static void readSizes(Typed typed, AnalysisPlan.Builder plan) {
    plan.clearDuration().clearMaximumDuration();
    plan.setExpectedUnitsPerDay(typed.whole("plan.units").orElse(0L));
    plan.setSampleSizePerVariant(typed.whole("plan.size").orElse(0L));
    typed.days("plan.days").ifPresent(plan::setDuration);
    typed.days("plan.longest").ifPresent(plan::setMaximumDuration);
  }

  private static void readCovariate(Typed typed, AnalysisPlan.Builder plan) {
    if (typed.isEmpty("plan.lookback") && typed.isEmpty("plan.correlation")) {
      plan.clearCovariate();
      return;
    }
    Covariate.Builder covariate = plan.getCovariateBuilder().clearExpectedCorrelation();
    covariate.setLookback(typed.days("plan.lookback").orElse(Durations.ZERO));
    typed.number("plan.correlation").ifPresent(covariate::setExpectedCorrelation);
  }

  private static void readLists(Typed typed, AnalysisPlan.Builder plan, AnalysisPlan stored) {
    plan.clearExclusions()
        .addAllExclusions(
            Kept.list(
                typed.text("plan.exclusions"),
                typed.lines("plan.exclusions"),
                "\n",
                stored.getExclusionsList()));
    plan.clearSegments()
        .addAllSegments(
            Kept.list(
                typed.text("plan.segments"),
                typed.lines("plan.segments"),
                "\n",
                stored.getSegmentsList()));
  }
}
