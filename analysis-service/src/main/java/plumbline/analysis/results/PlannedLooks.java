package plumbline.analysis.results;

import java.util.Optional;
import java.util.OptionalDouble;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Study;
import plumbline.analysis.study.Study.StudiedVariant;
import plumbline.engine.analysis.Figures;
import plumbline.engine.analysis.LookReading;
import plumbline.engine.fold.FoldMetric.Kind;
import plumbline.engine.planning.Baseline;
import plumbline.engine.planning.Covariate;
import plumbline.engine.planning.PlannedInformation;

/**
 * When a group-sequential design looks: as soon as the primary metric's matured units bring a
 * planned share of the planned information, one over the squared standard error. That depends on
 * how many units are measured and how much they vary, and never on a difference.
 */
public record PlannedLooks(Study study) {

  /** A look that is to come, from 1. */
  public record Next(int number, double fraction) {
    /** It in words. */
    public String sentence() {
      return "Look %d is due when %s of the planned information is there."
          .formatted(number, Figures.percent(fraction));
    }
  }

  /** The planned information of a treatment; empty where the plan does not say enough. */
  OptionalDouble most(String treatment) {
    var units = planned(treatment);
    var controls = study.plannedUnits(study.control());
    var baseline = baseline();
    return baseline.isEmpty() || units < 1 || controls < 1
        ? OptionalDouble.empty()
        : OptionalDouble.of(PlannedInformation.of(baseline.get(), covariate(), controls, units));
  }

  /** What a treatment has of it; 0 while nothing can be compared, empty where none is planned. */
  OptionalDouble fraction(Basis basis, String treatment) {
    var primary = study.primary();
    var most = most(treatment);
    return primary.isEmpty() || most.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(information(basis, primary.get(), treatment) / most.getAsDouble());
  }

  /** What the treatment has that has least; empty where none is planned. */
  OptionalDouble least(Basis basis) {
    var fractions = study.treatments().stream().map(it -> fraction(basis, it.key())).toList();
    return fractions.stream().anyMatch(OptionalDouble::isEmpty)
        ? OptionalDouble.empty()
        : fractions.stream().mapToDouble(OptionalDouble::getAsDouble).min();
  }

  /** Whether a planned look lies between what the last one had and what there is now. */
  boolean isDue(Looks looks, double fraction) {
    var before = before(looks);
    return study.plan().looks().stream().anyMatch(it -> it > before && it <= fraction);
  }

  /** The first planned look beyond those that were taken; empty where none is to come. */
  Optional<Next> next(Looks looks) {
    var before = before(looks);
    return looks.areOver()
        ? Optional.empty()
        : study.plan().looks().stream()
            .filter(it -> it > before)
            .findFirst()
            .map(it -> new Next(looks.taken().size() + 1, it));
  }

  static double information(Basis basis, StudiedMetric metric, String treatment) {
    return LookReading.of(metric.measured(), basis.control(metric), basis.arm(metric, treatment))
        .map(it -> it.information())
        .orElse(0.0);
  }

  private static double before(Looks looks) {
    return looks.last().map(Looks.Taken::fraction).orElse(0.0);
  }

  private long planned(String treatment) {
    return study.treatments().stream()
        .filter(it -> it.key().equals(treatment))
        .mapToLong((StudiedVariant it) -> study.plannedUnits(it))
        .findFirst()
        .orElseThrow();
  }

  private Optional<Baseline> baseline() {
    var plan = study.plan();
    var value = plan.baseline();
    var deviation = plan.baselineStandardDeviation();
    if (study.primary().filter(it -> it.measured().kind() == Kind.PROPORTION).isPresent()) {
      return value.isPresent() && value.getAsDouble() > 0 && value.getAsDouble() < 1
          ? Optional.of(new Baseline.Rate(value.getAsDouble()))
          : Optional.empty();
    }
    return deviation.isPresent() && deviation.getAsDouble() > 0
        ? Optional.of(new Baseline.Mean(value.orElse(0.0), deviation.getAsDouble()))
        : Optional.empty();
  }

  private Covariate covariate() {
    return new Covariate(study.plan().expectedCorrelation().orElse(0.0));
  }
}
