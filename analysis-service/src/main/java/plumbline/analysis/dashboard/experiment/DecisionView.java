package plumbline.analysis.dashboard.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.experiment.ScorecardView.RecommendationView;
import plumbline.analysis.page.When;

/** What is recommended, what is in its way, and what was decided. */
public record DecisionView(
    String key,
    @Nullable DecidedView decided,
    @Nullable RecommendationView recommendation,
    List<String> inTheWay,
    @Nullable FlagView flag) {

  /**
   * What was decided.
   *
   * @param recommended what the results recommended then; empty where they were not asked
   * @param entry where it stands in the decision log; empty: not there yet
   */
  public record DecidedView(
      String outcome,
      String reason,
      String author,
      @Nullable When time,
      boolean againstEvidence,
      String recommended,
      String evidence,
      @Nullable When evidenceTime,
      String entry,
      String sha256) {}

  /** The flag that it drives. */
  public record FlagView(String key, String sentence, String value) {}
}
