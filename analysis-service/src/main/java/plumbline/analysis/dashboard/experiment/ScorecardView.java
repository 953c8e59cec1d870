package plumbline.analysis.dashboard.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.page.Badge;
import plumbline.analysis.page.Chart;
import plumbline.analysis.page.When;

/** Results as the page shows them: words and places, ready to be written down. */
public record ScorecardView(
    String key,
    Notices notices,
    UnitsView units,
    List<SummaryView> summary,
    @Nullable RecommendationView recommendation,
    List<Choice> impacts,
    String impactWords,
    @Nullable Axis axis,
    List<GroupView> groups,
    List<Fact> bayes,
    @Nullable SegmentsView segments,
    List<CourseView> courses,
    List<CourseView> novelty,
    Records records,
    List<String> methods,
    List<Fact> explanations,
    When asOf,
    @Nullable When numbersAsOf,
    @Nullable When completeUpTo) {

  /** Whether there is any number to show. */
  public boolean isShown() {
    return notices.withheld() == null;
  }

  /**
   * What is to be known before the numbers are read.
   *
   * @param peeked that this is an answer to who peeked; else empty
   * @param remarks a sentence each
   */
  public record Notices(
      String peeked,
      @Nullable VerdictView verdict,
      @Nullable WithheldView withheld,
      List<String> noVerdict,
      List<String> remarks) {}

  /**
   * That the verdict was given.
   *
   * @param link to the other view: the verdict's, or the latest
   */
  public record VerdictView(When given, String sentence, String link, String linkWords) {}

  /** Why there are no numbers, and until when. */
  public record WithheldView(String reason, @Nullable When until) {}

  /** The units of all variants, and whether they are split as planned. */
  public record UnitsView(List<VariantView> variants, SplitView split) {}

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

  /** What is recommended, and why. */
  public record RecommendationView(String outcome, List<String> reasons) {}

  /** What the primary metric says of one treatment. */
  public record SummaryView(String tone, String verdict, String sentence) {}

  /** One of several ways to look at it. */
  public record Choice(String label, String url, boolean chosen) {}

  /** Ends of the scale that all whiskers of the page share. */
  public record Axis(String lower, String upper) {}

  /** Metrics that play the same part. */
  public record GroupView(String heading, String remark, List<MetricView> metrics) {}

  /** One metric; without rows while it is withheld. */
  public record MetricView(
      String key,
      String role,
      String kind,
      String wanted,
      String withheld,
      List<RowView> rows,
      List<ClearanceView> clearances) {

    /** Whether it is the one that decides. */
    public boolean isPrimary() {
      return role.equals("Primary");
    }
  }

  /** A guardrail against its margin. */
  public record ClearanceView(Badge state, String treatment, String margin, String sentence) {}

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
   * @param lift the estimate, as it is to be written
   * @param beside the same in other ways of writing it
   * @param note why something is missing; else empty
   * @param cuped what a covariate did; empty without one
   * @param details warnings and assumptions
   */
  public record EffectView(
      String verdict,
      String tone,
      String lift,
      String interval,
      List<String> beside,
      String pValue,
      String note,
      String sentence,
      @Nullable Whisker whisker,
      String cuped,
      List<Fact> details) {}

  /** Effects by one attribute. */
  public record SegmentsView(
      List<Choice> attributes, String chosen, String note, List<SegmentRow> rows, String metric) {}

  /** The effect on the primary metric among units with one value. */
  public record SegmentRow(
      String value,
      String treatment,
      String units,
      String control,
      String treated,
      String lift,
      String pValue) {}

  /** A course, with what is to be known of it. */
  public record CourseView(String sentence, Badge state, @Nullable Chart chart) {}

  /** What was looked at, by plan or not. */
  public record Records(List<LookView> looks, String nextLook, List<PeekView> peeks) {}

  /** A look that was planned and taken. */
  public record LookView(String number, When time, String information, String sentence) {}

  /** That somebody looked at what was withheld. */
  public record PeekView(When time, String author, String reason) {}
}
