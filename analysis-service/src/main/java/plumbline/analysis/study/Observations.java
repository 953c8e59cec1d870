package plumbline.analysis.study;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import plumbline.engine.analysis.Arm;
import plumbline.proto.tracking.v1.DayExposures;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.MetricStatistics;
import plumbline.proto.tracking.v1.QuantileScan;
import plumbline.proto.tracking.v1.SegmentStatistics;
import plumbline.proto.tracking.v1.SegmentValueStatistics;
import plumbline.proto.tracking.v1.VariantStatistics;

/**
 * What tracking-service has counted.
 *
 * @param definitionVersion the experiment's version that the events were folded with
 * @param completeUpTo time of occurrence before which nothing more is expected
 * @param pendingBatches stored and not yet folded
 * @param covariateWarning why there is no covariate although one was planned; else empty
 * @param variants in the definition's order
 */
public record Observations(
    long definitionVersion,
    Optional<Instant> completeUpTo,
    long pendingBatches,
    String covariateWarning,
    List<Variant> variants) {

  public static Observations parse(ExperimentStatistics statistics) {
    return new Observations(
        statistics.getDefinitionVersion(),
        Studies.instant(statistics.hasCompleteUpTo(), statistics.getCompleteUpTo()),
        statistics.getPendingBatches(),
        statistics.getCovariateWarning(),
        statistics.getVariantsList().stream().map(Variant::parse).toList());
  }

  /** What was counted of a variant. */
  public Variant of(String variant) {
    return variants.stream()
        .filter(it -> it.key.equals(variant))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no statistics of variant " + variant));
  }

  /** Units of all variants together, before anything is left out. */
  public long exposed() {
    return variants.stream().mapToLong(it -> it.counts.exposed()).sum();
  }

  /**
   * Numbers of units.
   *
   * @param exposed first exposed to the variant, before anything is left out
   * @param crossedOver of these, seen in another variant too
   * @param excluded of these, left out by an exclusion rule
   * @param analysed in the analysis
   */
  public record Counts(long exposed, long crossedOver, long excluded, long analysed) {}

  /**
   * What was counted of one variant.
   *
   * @param sums over all analysed units
   * @param matured over those whose windows are over, by whole days of first exposure
   * @param days rising
   * @param segments in the plan's order; empty unless they were asked for
   */
  public record Variant(
      String key, Counts counts, Sums sums, Sums matured, List<Day> days, List<Segment> segments) {

    private static Variant parse(VariantStatistics variant) {
      var key = variant.getVariant();
      var scans = variant.getMetricsList();
      return new Variant(
          key,
          new Counts(
              variant.getExposedUnits(),
              variant.getCrossedOverUnits(),
              variant.getExcludedUnits(),
              variant.getAnalysedUnits()),
          new Sums(key, variant.getMetricsList(), scans),
          new Sums(key, variant.getMaturedMetricsList(), scans),
          variant.getDaysList().stream().map(day -> Day.parse(key, day)).toList(),
          variant.getSegmentsList().stream().map(it -> Segment.parse(key, it)).toList());
    }
  }

  /** Units first exposed on one UTC day; sums only if they were asked for. */
  public record Day(LocalDate day, Counts counts, Sums sums) {
    private static Day parse(String variant, DayExposures day) {
      return new Day(
          LocalDate.parse(day.getDay()),
          new Counts(
              day.getExposedUnits(),
              day.getCrossedOverUnits(),
              day.getExcludedUnits(),
              day.getAnalysedUnits()),
          new Sums(variant, day.getMetricsList(), List.of()));
    }
  }

  /**
   * A variant's units by one attribute.
   *
   * @param tooManyValues nothing is kept by it, as it has so many values
   */
  public record Segment(String attribute, boolean tooManyValues, List<SegmentValue> values) {
    private static Segment parse(String variant, SegmentStatistics segment) {
      return new Segment(
          segment.getAttribute(),
          segment.getTooManyValues(),
          segment.getValuesList().stream().map(it -> SegmentValue.parse(variant, it)).toList());
    }
  }

  /**
   * Units with one value of an attribute.
   *
   * @param other all values but the 50 largest together; then value is empty
   */
  public record SegmentValue(String value, boolean other, Counts counts, Sums sums) {
    private static SegmentValue parse(String variant, SegmentValueStatistics value) {
      return new SegmentValue(
          value.getValue(),
          value.getOther(),
          new Counts(
              value.getExposedUnits(),
              value.getCrossedOverUnits(),
              value.getExcludedUnits(),
              value.getAnalysedUnits()),
          new Sums(variant, value.getMetricsList(), List.of()));
    }
  }

  /**
   * Sums that nobody has looked at: they are read when they may be shown, not before, so that not
   * even an error tells a number that is withheld.
   */
  public static final class Sums {
    private final String variant;
    private final List<MetricStatistics> metrics;
    private final List<MetricStatistics> scans;

    private Sums(String variant, List<MetricStatistics> metrics, List<MetricStatistics> scans) {
      this.variant = variant;
      this.metrics = metrics;
      this.scans = scans;
    }

    /** One metric's, as the engine takes them. */
    public Arm of(String metric) {
      return ArmReader.read(
          variant,
          find(metrics, metric)
              .orElseThrow(() -> new IllegalStateException("no statistics of metric " + metric)),
          find(scans, metric)
              .map(MetricStatistics::getScan)
              .orElse(QuantileScan.getDefaultInstance()));
    }

    /**
     * Whether a metric's were sent: those of days and segments are only where they were asked for.
     */
    public boolean has(String metric) {
      return find(metrics, metric).isPresent();
    }

    private static Optional<MetricStatistics> find(List<MetricStatistics> among, String metric) {
      return among.stream().filter(it -> it.getMetric().equals(metric)).findFirst();
    }
  }
}
