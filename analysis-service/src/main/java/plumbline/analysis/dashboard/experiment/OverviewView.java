package plumbline.analysis.dashboard.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.page.Chart;
import plumbline.analysis.page.When;

/** What an experiment is, how it is planned, and what became of it. */
public record OverviewView(
    String key,
    List<Fact> plan,
    UnderstoodView understood,
    List<VariantRow> variants,
    List<TargetView> targeting,
    List<MetricRow> metrics,
    List<EventView> timeline,
    @Nullable Chart days,
    boolean units) {

  /**
   * How the plan was understood.
   *
   * @param obstacles what submission would refuse
   */
  public record UnderstoodView(
      List<Fact> facts, List<Fact> guardrails, List<Fact> obstacles, List<String> warnings) {
    /** Whether there is anything to say. */
    public boolean isAny() {
      return !(facts.isEmpty()
          && guardrails.isEmpty()
          && obstacles.isEmpty()
          && warnings.isEmpty());
    }
  }

  /** One of the things that are compared. */
  public record VariantRow(
      String key, boolean control, String share, String payload, String description) {}

  /**
   * One condition of taking part.
   *
   * @param code as it is written; else empty
   * @param link to what it names; else empty
   */
  public record TargetView(String label, String sentence, String code, String link) {}

  /** A metric with the part that it plays. */
  public record MetricRow(
      String key,
      String role,
      String kind,
      String wanted,
      String event,
      String window,
      String guardrail,
      String link) {}

  /**
   * Something that was done.
   *
   * @param author empty where nobody did
   * @param code such as a hash; else empty
   */
  public record EventView(When time, String title, String author, String text, String code) {}
}
