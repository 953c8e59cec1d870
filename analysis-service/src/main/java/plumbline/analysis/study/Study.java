package plumbline.analysis.study;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import plumbline.engine.statistics.AsymptoticSequence;
import plumbline.proto.assignment.v1.Correction;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.UnitType;

/**
 * An experiment as its analysis sees it: what was defined, frozen and done.
 *
 * @param version of the definition; statistics of another version are not statistics of this
 * @param variants in the definition's order, exactly one of them control
 */
public record Study(
    ExperimentKey key,
    String name,
    String hypothesis,
    String owner,
    UnitType unitType,
    ExperimentState state,
    long version,
    boolean imported,
    Life life,
    Plan plan,
    List<StudiedVariant> variants,
    List<StudiedMetric> metrics) {

  /**
   * How it will be judged.
   *
   * @param alpha two-sided, in (0, 0.5)
   * @param power of the primary metric's comparisons, in (0.5, 1)
   * @param mdeRelative smallest effect worth finding, relative to control
   * @param unitsPerVariant planned; 0 where the plan does not say
   * @param looks shares of the planned information at which a group-sequential design looks
   * @param segments attributes by which results are split
   * @param covariate whether what units did before is taken out
   * @param baseline control's expected value of the primary metric
   * @param baselineStandardDeviation of it, over units
   * @param expectedCorrelation of the covariate with the primary metric
   */
  public record Plan(
      Design design,
      double alpha,
      double power,
      OptionalDouble mdeRelative,
      long unitsPerVariant,
      Optional<Duration> duration,
      Correction correction,
      List<Double> looks,
      List<String> segments,
      boolean covariate,
      OptionalDouble baseline,
      OptionalDouble baselineStandardDeviation,
      OptionalDouble expectedCorrelation) {}

  /**
   * One of the things that are compared.
   *
   * @param expectedShare of the participants, exactly as buckets give it, in [0, 1]
   */
  public record StudiedVariant(String key, boolean control, double expectedShare) {}

  public boolean isStarted() {
    return life.enrolment().isPresent();
  }

  /** The one that the others are compared with. */
  public StudiedVariant control() {
    return variants.stream().filter(StudiedVariant::control).findFirst().orElseThrow();
  }

  /** The others, in order. */
  public List<StudiedVariant> treatments() {
    return variants.stream().filter(variant -> !variant.control()).toList();
  }

  /** The one that decides; exactly one, except where history was imported without. */
  public Optional<StudiedMetric> primary() {
    return metrics.stream().filter(StudiedMetric::isPrimary).findFirst();
  }

  /** In the definition's order. */
  public List<StudiedMetric> guardrails() {
    return metrics.stream().filter(StudiedMetric::isGuardrail).toList();
  }

  /** Planned units of all variants together; 0 where the plan does not say. */
  public long plannedUnits() {
    var smallest = variants.stream().mapToDouble(StudiedVariant::expectedShare).min().orElseThrow();
    return smallest > 0 ? (long) Math.ceil(plan.unitsPerVariant() / smallest) : 0;
  }

  /**
   * Planned units of one variant: the plan's are the smallest variant's; 0 where it says nothing.
   */
  public long plannedUnits(StudiedVariant variant) {
    var smallest = variants.stream().mapToDouble(StudiedVariant::expectedShare).min().orElseThrow();
    return smallest > 0
        ? (long) Math.ceil(plan.unitsPerVariant() * (variant.expectedShare() / smallest))
        : 0;
  }

  /** The always-valid sequence, tuned for the planned units of the two compared arms. */
  public AsymptoticSequence sequence(String treatment) {
    var units =
        variants.stream()
            .filter(it -> it.control() || it.key().equals(treatment))
            .mapToLong((StudiedVariant it) -> plannedUnits(it))
            .sum();
    return new AsymptoticSequence(plan.alpha(), Math.max(1, units));
  }

  /**
   * Whether the verdict's time has come, and the events up to it are in.
   *
   * @param completeUpTo time of occurrence before which nothing more is expected
   */
  public boolean isOver(Optional<Instant> completeUpTo, Instant now) {
    return verdictTime()
        .filter(due -> !now.isBefore(due))
        .filter(due -> completeUpTo.filter(upTo -> !upTo.isBefore(due)).isPresent())
        .isPresent();
  }

  /**
   * When the fixed horizon's one verdict is due: every unit that enrolled has had its full windows,
   * or nothing counts any more. It may lie ahead; empty where that is not known yet.
   */
  public Optional<Instant> verdictTime() {
    var longest =
        metrics.stream()
            .flatMap(metric -> metric.maturesAfter().stream())
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    return life.settled(longest);
  }
}
