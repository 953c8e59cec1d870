package plumbline.analysis.results;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import plumbline.engine.fold.MetricSums;
import plumbline.engine.fold.Term;
import plumbline.engine.statistics.Moments;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.MetricStatistics;
import plumbline.proto.tracking.v1.VariantStatistics;

/**
 * What tracking-service has counted.
 *
 * @param definitionVersion the experiment's version that the events were folded with
 * @param completeUpTo time of occurrence before which nothing more is expected
 * @param pendingBatches stored and not yet folded
 */
public record Observations(
    long definitionVersion, Optional<Instant> completeUpTo, long pendingBatches, List<Arm> arms) {

  static Observations parse(ExperimentStatistics statistics) {
    return new Observations(
        statistics.getDefinitionVersion(),
        Studies.instant(statistics.hasCompleteUpTo(), statistics.getCompleteUpTo()),
        statistics.getPendingBatches(),
        statistics.getVariantsList().stream().map(Arm::parse).toList());
  }

  /** The variant's counts. */
  Arm arm(String variant) {
    return arms.stream()
        .filter(arm -> arm.variant.equals(variant))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no statistics of variant " + variant));
  }

  /**
   * Counts of one variant.
   *
   * @param exposed units first exposed to it, before anything is left out
   */
  public record Arm(
      String variant, long exposed, long crossedOver, long excluded, long analysed, Sums sums) {

    /** One metric's sums, as the engine takes them. */
    plumbline.engine.analysis.Arm of(String metric) {
      return sums.arm(variant, metric);
    }

    private static Arm parse(VariantStatistics arm) {
      return new Arm(
          arm.getVariant(),
          arm.getExposedUnits(),
          arm.getCrossedOverUnits(),
          arm.getExcludedUnits(),
          arm.getAnalysedUnits(),
          new Sums(arm.getMetricsList()));
    }
  }

  /**
   * Sums that nobody has looked at: they are read when they may be shown, not before, so that not
   * even an error tells a number that is withheld.
   */
  public static final class Sums {
    private final List<MetricStatistics> metrics;

    private Sums(List<MetricStatistics> metrics) {
      this.metrics = metrics;
    }

    Moments of(String metric) {
      var sums = find(metric);
      return new Moments(
          sums.getUnits(), new BigInteger(sums.getSumY()), new BigInteger(sums.getSumY2()));
    }

    private plumbline.engine.analysis.Arm arm(String variant, String metric) {
      var sums = find(metric);
      var values =
          Stream.of(sums.getSumY(), sums.getSumY2(), sums.getSumY3()).map(BigInteger::new).toList();
      return new plumbline.engine.analysis.Arm(
          variant, sums.getUnits(), new MetricSums(List.of(Term.Y), values), Optional.empty());
    }

    private MetricStatistics find(String metric) {
      return metrics.stream()
          .filter(candidate -> candidate.getMetric().equals(metric))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no statistics of metric " + metric));
    }
  }
}
