package plumbline.analysis.dashboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page of an experiment shows: words and places, ready to be written down. */
public record ExperimentView(
    String key,
    String name,
    State state,
    String hypothesis,
    List<Fact> facts,
    List<VariantView> variants,
    SplitView split,
    @Nullable WithheldView withheld,
    @Nullable RecommendationView recommendation,
    List<SummaryView> summary,
    Axis axis,
    List<MetricView> metrics,
    List<String> methods,
    Moment asOf,
    @Nullable Moment completeUpTo,
    @Nullable String pending) {

  /**
   * Where the experiment's life has got to.
   *
   * @param tone name of its colour
   */
  public record State(String label, String tone) {}

  /** One thing to know of the plan. */
  public record Fact(String label, String value) {}

  /** A moment, for machines and for people. */
  public record Moment(String iso, String text) {}

  /** Counts of one variant; what is rare is empty where it did not happen. */
  public record VariantView(
      String key,
      boolean control,
      String exposed,
      String expectedShare,
      String observedShare,
      String analysed,
      String leftOut) {}

  /** Whether the split is as planned. */
  public record SplitView(String label, String tone, String sentence) {}

  /** Why there are no numbers, and until when. */
  public record WithheldView(String reason, @Nullable Moment until) {}

  /** What is recommended, and why. */
  public record RecommendationView(String outcome, List<String> reasons) {}

  /** What the primary metric says of one treatment. */
  public record SummaryView(String tone, String verdict, String sentence) {}

  /** Ends of the scale that all whiskers of the page share. */
  public record Axis(String lower, String upper) {}

  /** One metric; without rows while it is withheld. */
  public record MetricView(
      String key, String role, String kind, String wanted, List<RowView> rows) {

    /** Whether it is the one that decides. */
    public boolean isPrimary() {
      return role.equals("Primary");
    }
  }

  /**
   * One variant's row.
   *
   * @param detail what the value is made of
   * @param spread the units' standard deviation; empty where it adds nothing
   * @param effect empty for control
   */
  public record RowView(
      String variant,
      boolean control,
      String value,
      String detail,
      String spread,
      @Nullable EffectView effect) {}

  /**
   * A treatment's effect.
   *
   * @param verdict in one word, so that colour is never alone
   * @param tone name of its colour
   * @param absolute the difference in the metric's own unit, with its interval
   * @param note why something is missing; else empty
   */
  public record EffectView(
      String verdict,
      String tone,
      String lift,
      String interval,
      String absolute,
      String pValue,
      String note,
      String sentence,
      @Nullable Whisker whisker) {}
}
