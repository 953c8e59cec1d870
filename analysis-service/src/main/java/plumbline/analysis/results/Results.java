package plumbline.analysis.results;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import plumbline.analysis.results.Clearances.Cleared;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Study;
import plumbline.analysis.study.Study.StudiedVariant;
import plumbline.engine.analysis.Finding;
import plumbline.engine.analysis.MetricAnalysis.Treated;
import plumbline.engine.statistics.BayesianLift.Posterior;
import plumbline.engine.statistics.EffectTrend;

/**
 * What can be said of an experiment at one moment.
 *
 * @param completeUpTo time of occurrence before which nothing more is expected; empty where nothing
 *     was asked for yet
 * @param pendingBatches stored and not yet folded
 * @param next the look that is to come; empty for designs without looks, and where none is
 * @param peeks who looked before the verdict, the first one first
 */
public record Results(
    Study study,
    Instant asOf,
    Optional<Instant> completeUpTo,
    List<VariantCount> variants,
    Health health,
    Disclosure disclosure,
    long pendingBatches,
    Optional<PlannedLooks.Next> next,
    List<Peek> peeks) {

  /** Keeps its own copies. */
  public Results {
    variants = List.copyOf(variants);
    peeks = List.copyOf(peeks);
  }

  /** Units of one variant; see the contract for what each count means. */
  public record VariantCount(
      StudiedVariant variant, long exposed, long crossedOver, long excluded, long analysed) {
    static VariantCount of(StudiedVariant variant, Observations.Counts counts) {
      return new VariantCount(
          variant, counts.exposed(), counts.crossedOver(), counts.excluded(), counts.analysed());
    }
  }

  /** Somebody looked at numbers that were withheld. */
  public record Peek(Instant time, String author, String reason) {}

  /** Either the metrics or the reason why not; a withheld number is nowhere in here. */
  public sealed interface Disclosure permits Shown, AtLook, Withheld {}

  /**
   * The metrics' results, in the definition's order, and what they recommend.
   *
   * @param noVerdict why there is no verdict; empty: nothing is in its way
   * @param underpowered that a variant has fewer units than planned, in words
   * @param segments none before the end
   * @param novelty none before the end
   * @param looks taken before
   * @param due the look that this is, which is to be kept before anybody sees it
   */
  public record Shown(
      List<MetricFinding> metrics,
      Recommendation recommendation,
      List<String> noVerdict,
      Optional<String> underpowered,
      List<SegmentFinding> segments,
      List<NoveltyFinding> novelty,
      Looks looks,
      Optional<Looks.Due> due)
      implements Disclosure {

    private Shown with(Recommendation other) {
      return new Shown(metrics, other, noVerdict, underpowered, segments, novelty, looks, due);
    }
  }

  /**
   * What the last look showed, as it was kept.
   *
   * @param segments none before the end
   * @param novelty none before the end
   */
  public record AtLook(
      Looks.Taken look, List<SegmentFinding> segments, List<NoveltyFinding> novelty)
      implements Disclosure {}

  /**
   * No metric may be shown.
   *
   * @param until the earliest time; empty: when the experiment ends
   */
  public record Withheld(String reason, Optional<Instant> until) implements Disclosure {}

  /**
   * What one metric says: every variant's value, and every treatment against control.
   *
   * @param clearances of a guardrail, one for each treatment
   * @param withheld why it is not shown though others are
   */
  public record MetricFinding(
      StudiedMetric metric,
      List<VariantValue> values,
      List<Comparison> comparisons,
      List<Cleared> clearances,
      Optional<Withheld> withheld) {

    /** The variant's value. */
    public VariantValue value(String variant) {
      return values.stream().filter(v -> v.variant.equals(variant)).findFirst().orElseThrow();
    }
  }

  /**
   * A metric's value in one variant, in the metric's unit.
   *
   * @param total sum over the units: of a QUANTILE the number of values, of a RATIO what is above
   *     the line
   * @param mean per unit, a share for a proportion; empty without units, and for other kinds
   * @param standardDeviation over the units; empty below two
   * @param value what the variant is compared by
   * @param denominator what is below the line of a RATIO
   */
  public record VariantValue(
      String variant,
      long units,
      double total,
      OptionalDouble mean,
      OptionalDouble standardDeviation,
      OptionalDouble value,
      OptionalDouble denominator) {}

  /** A treatment against control. */
  public record Comparison(
      Treated treated, String method, Verdict verdict, Optional<Posterior> posterior) {

    public String treatment() {
      return treated.treatment();
    }

    /** At the level that the correction leaves. */
    public Finding corrected() {
      return treated.corrected();
    }

    /** About the corrected finding. */
    public String sentence() {
      return treated.sentence();
    }
  }

  /** What a comparison shows. */
  public enum Verdict {
    /** A difference, the way that is wanted. */
    BETTER,
    /** A difference, the other way. */
    WORSE,
    /** A difference, where neither way is wanted. */
    DIFFERENT,
    /** None, and none ruled out. */
    NOT_SHOWN,
    /** The data say nothing. */
    NOT_COMPARED,
    /** There is no verdict on the experiment. */
    NONE
  }

  /** Effects by one attribute; exploratory. */
  public record SegmentFinding(
      String attribute, boolean tooManyValues, List<SegmentValueFinding> values, String note) {}

  /** Effects among the units with one value. */
  public record SegmentValueFinding(
      String value, boolean other, List<VariantCount> counts, List<SegmentEffect> effects) {}

  /** A treatment against control among them, at the plan's alpha. */
  public record SegmentEffect(
      StudiedMetric metric,
      String treatment,
      OptionalDouble control,
      OptionalDouble treated,
      Finding finding) {}

  /** How a treatment's effect went by day of first exposure; days are numbered from 1970. */
  public record NoveltyFinding(
      String treatment,
      List<EffectTrend.Day> days,
      Optional<EffectTrend.Line> line,
      Health.State state,
      String sentence) {}

  /** Whether the exposed units were split as planned. */
  public Health.Split split() {
    return health.exposed();
  }

  /** The look that this is and that is to be kept before anybody sees it. */
  public Optional<Looks.Due> due() {
    return disclosure instanceof Shown shown ? shown.due : Optional.empty();
  }

  /** The same, with who looked before the verdict; what is recommended names them. */
  public Results withPeeks(List<Peek> earlier) {
    var known =
        disclosure instanceof Shown shown && !earlier.isEmpty()
            ? shown.with(shown.recommendation.andBecause(Peeks.sentence(earlier)))
            : disclosure;
    return new Results(
        study, asOf, completeUpTo, variants, health, known, pendingBatches, next, earlier);
  }
}
