package plumbline.engine.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import plumbline.engine.statistics.NotDefined.Reason;

/**
 * Post-stratification (Holt and Smith 1979, JRSS A 142, 33-46; in experiments Miratrix, Sekhon, Yu
 * 2013, JRSS B 75, 369-396): units are compared within strata that were known before the
 * experiment, such as countries, and the strata are put together again by their share of all units,
 * {@code w = (n_C + n_T)/N}. What strata differ by is then no noise, and an arm that by chance has
 * more of one of them is not favoured.
 *
 * <p>To leave a stratum out would be to answer for other people. So nothing is defined where one
 * has units, but not two in each arm: such strata are to be merged before anybody looks.
 */
public final class PostStratification {
  private PostStratification() {}

  /** What a post-stratification can say. */
  public sealed interface Result permits Stratified, NotDefined {}

  /** One stratum's units in both arms. */
  public record Stratum(ArmSummary control, ArmSummary treatment) {
    private double units() {
      return (double) control.n() + treatment.n();
    }

    private double contrast(double factor) {
      return treatment.mean() - factor * control.mean();
    }
  }

  /**
   * Two arms put together from strata, and as they were. An arm's mean is Σ w·mean, and its
   * variance is such that variance/n is Σ w²·variance/n of the strata, given the sizes that they
   * have: every test works on it.
   *
   * @param strata at least one
   * @param control post-stratified
   * @param treatment post-stratified
   * @param plainControl all its units as one
   * @param plainTreatment all its units as one
   */
  public record Stratified(
      List<Stratum> strata,
      ArmSummary control,
      ArmSummary treatment,
      ArmSummary plainControl,
      ArmSummary plainTreatment)
      implements Result {

    /** By which part the strata lower the squared standard error of the difference. */
    public double varianceReduction() {
      return Cuped.reduction(
          control.estimate().variance() + treatment.estimate().variance(),
          plainControl.estimate().variance() + plainTreatment.estimate().variance());
    }

    /**
     * The squared standard error of {@code treatment - factor·control} for the population that all
     * units are a sample of. Its strata may have other shares than the sample's, which matters
     * where the contrast is not the same in each: Σ w·(contrast of the stratum - contrast)²/N is
     * added to what the arms say. For the difference the factor is 1, for a lift r it is 1 + r.
     */
    public double populationVariance(double factor) {
      double contrast = treatment.mean() - factor * control.mean();
      double units = sum(strata, Stratum::units);
      double between =
          sum(strata, it -> it.units() / units * Math.pow(it.contrast(factor) - contrast, 2));
      return treatment.estimate().variance()
          + factor * factor * control.estimate().variance()
          + between / units;
    }
  }

  /** Puts strata together; not defined without any. */
  public static Result of(List<Stratum> strata) {
    if (strata.isEmpty()) {
      return new NotDefined(Reason.TOO_FEW_UNITS);
    }
    return new Stratified(
        List.copyOf(strata),
        stratified(strata, Stratum::control),
        stratified(strata, Stratum::treatment),
        plain(strata, Stratum::control),
        plain(strata, Stratum::treatment));
  }

  /**
   * Puts the strata of two arms together, by the name of each; not defined where a stratum with
   * units does not have two in each arm.
   *
   * @param scale what one stored unit is worth, such as 1e-6 for micro-units
   */
  public static Result of(
      Map<String, Moments> control, Map<String, Moments> treatment, double scale) {
    TreeSet<String> names = new TreeSet<>(control.keySet());
    names.addAll(treatment.keySet());
    List<Stratum> strata = new ArrayList<>();
    for (String name : names) {
      Moments from = control.getOrDefault(name, Moments.NONE);
      Moments to = treatment.getOrDefault(name, Moments.NONE);
      Optional<ArmSummary> fromArm = from.summary(scale);
      Optional<ArmSummary> toArm = to.summary(scale);
      if (fromArm.isPresent() && toArm.isPresent()) {
        strata.add(new Stratum(fromArm.get(), toArm.get()));
      } else if (from.n() + to.n() > 0) {
        return new NotDefined(Reason.TOO_FEW_UNITS);
      }
    }
    return of(strata);
  }

  private static ArmSummary stratified(List<Stratum> strata, Function<Stratum, ArmSummary> arm) {
    double all = sum(strata, Stratum::units);
    long n = units(strata, arm);
    double mean = sum(strata, it -> it.units() / all * arm.apply(it).mean());
    double variance =
        sum(strata, it -> Math.pow(it.units() / all, 2) * arm.apply(it).estimate().variance());
    return new ArmSummary(n, mean, variance * n);
  }

  private static ArmSummary plain(List<Stratum> strata, Function<Stratum, ArmSummary> arm) {
    long n = units(strata, arm);
    double mean = sum(strata, it -> (double) arm.apply(it).n() / n * arm.apply(it).mean());
    double within = sum(strata, it -> (arm.apply(it).n() - 1.0) * arm.apply(it).variance());
    double between =
        sum(strata, it -> arm.apply(it).n() * Math.pow(arm.apply(it).mean() - mean, 2));
    return new ArmSummary(n, mean, (within + between) / (n - 1.0));
  }

  private static long units(List<Stratum> strata, Function<Stratum, ArmSummary> arm) {
    return strata.stream().mapToLong(it -> arm.apply(it).n()).reduce(0, Math::addExact);
  }

  private static double sum(List<Stratum> strata, ToDoubleFunction<Stratum> part) {
    return strata.stream().mapToDouble(part).sum();
  }
}
