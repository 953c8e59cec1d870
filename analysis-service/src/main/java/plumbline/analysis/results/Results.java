package plumbline.analysis.results;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Study;
import plumbline.analysis.study.Study.StudiedVariant;
import plumbline.engine.analysis.Finding;
import plumbline.engine.statistics.SampleRatio;

/**
 * What can be said of an experiment at one moment.
 *
 * @param completeUpTo time of occurrence before which nothing more is expected; empty where nothing
 *     was asked for yet
 * @param pendingBatches stored and not yet folded
 */
public record Results(
    Study study,
    Instant asOf,
    Optional<Instant> completeUpTo,
    List<VariantCount> variants,
    Split split,
    Disclosure disclosure,
    long pendingBatches) {

  /** Units of one variant; see the contract for what each count means. */
  public record VariantCount(
      StudiedVariant variant, long exposed, long crossedOver, long excluded, long analysed) {}

  /** Whether the units were split as planned. */
  public record Split(SampleRatio.Result test, boolean mismatch, String sentence) {}

  /** Either the metrics or the reason why not; a withheld number is nowhere in here. */
  public sealed interface Disclosure permits Shown, Withheld {}

  /** The metrics' results, in the definition's order, and what they recommend. */
  public record Shown(List<MetricFinding> metrics, Recommendation recommendation)
      implements Disclosure {}

  /**
   * No metric may be shown.
   *
   * @param until the earliest time; empty: when the experiment ends
   */
  public record Withheld(String reason, Optional<Instant> until) implements Disclosure {}

  /** What one metric says: every variant's value, and every treatment against control. */
  public record MetricFinding(
      StudiedMetric metric, List<VariantValue> values, List<Comparison> comparisons) {

    /** The variant's value. */
    public VariantValue value(String variant) {
      return values.stream().filter(v -> v.variant.equals(variant)).findFirst().orElseThrow();
    }
  }

  /**
   * A metric's value in one variant, in the metric's unit.
   *
   * @param total sum over the units
   * @param mean per unit, a share for a proportion; empty without units
   * @param standardDeviation over the units; empty below two
   */
  public record VariantValue(
      String variant,
      long units,
      double total,
      OptionalDouble mean,
      OptionalDouble standardDeviation) {}

  /** A treatment against control. */
  public record Comparison(String treatment, Finding finding, String method, String sentence) {}
}
