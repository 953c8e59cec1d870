package plumbline.analysis.dashboard.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.page.Badge;
import plumbline.analysis.page.Chart;
import plumbline.analysis.page.When;

/** Whether the data can be relied upon. */
public record HealthTabView(
    Badge state,
    List<CheckView> checks,
    List<ProgressView> progress,
    List<Fact> plan,
    List<List<String>> prePeriod,
    @Nullable When completeUpTo,
    @Nullable Chart days) {

  /** One check. */
  public record CheckView(String name, Badge state, String sentence, List<Fact> figures) {}

  /**
   * How much of its planned units a variant has.
   *
   * @param planned 0: the plan has no size
   */
  public record ProgressView(String variant, long units, long planned, String words) {}
}
