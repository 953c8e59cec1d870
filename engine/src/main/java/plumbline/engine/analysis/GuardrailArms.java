package plumbline.engine.analysis;

import java.util.Optional;
import plumbline.engine.guardrail.ObservedArms;
import plumbline.engine.guardrail.ObservedArms.Summary;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.HistogramQuantile;
import plumbline.engine.statistics.HistogramQuantile.Estimated;

/** Control and a treatment, as a guardrail's tests take them. Nothing is taken out of them. */
public final class GuardrailArms {
  private GuardrailArms() {}

  /**
   * Both arms.
   *
   * @return empty where an arm of a RATIO or a QUANTILE has no value yet
   */
  public static Optional<ObservedArms> of(Metric metric, Arm control, Arm treatment) {
    return switch (metric.kind()) {
      case PROPORTION ->
          Optional.of(new ObservedArms.Shares(Pair.share(control), Pair.share(treatment)));
      case COUNT, MEAN ->
          Optional.of(
              new ObservedArms.Means(
                  Pair.moments(control), Pair.moments(treatment), metric.scale()));
      case RATIO -> summaries(ratio(metric, control), ratio(metric, treatment));
      case QUANTILE -> summaries(quantile(metric, control), quantile(metric, treatment));
    };
  }

  private static Optional<ObservedArms> summaries(
      Optional<Summary> control, Optional<Summary> treatment) {
    return control.isPresent() && treatment.isPresent()
        ? Optional.of(new ObservedArms.Summaries(control.get(), treatment.get()))
        : Optional.empty();
  }

  private static Optional<Summary> ratio(Metric metric, Arm arm) {
    return Pair.plain(metric, arm) instanceof ArmSummary summary
        ? Optional.of(new Summary(summary, carriers(arm), 0.0))
        : Optional.empty();
  }

  /** Its values are y's events: a unit with many counts as more than one, so carriers are fewer. */
  private static Optional<Summary> quantile(Metric metric, Arm arm) {
    if (arm.values().isEmpty()) {
      return Optional.empty();
    }
    var values = arm.values().get();
    return HistogramQuantile.estimate(
                values.histogram(), metric.quantile(), values.scan(), metric.scale())
            instanceof Estimated it
        ? Optional.of(
            new Summary(
                new ArmSummary(
                    arm.units(), it.value(), it.standardError() * it.standardError() * arm.units()),
                carriers(arm),
                it.bucketError()))
        : Optional.empty();
  }

  private static double carriers(Arm arm) {
    return Math.min(Pair.moments(arm).carriers(), arm.units());
  }
}
