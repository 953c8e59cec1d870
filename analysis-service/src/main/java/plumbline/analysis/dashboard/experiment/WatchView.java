package plumbline.analysis.dashboard.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.page.Badge;
import plumbline.analysis.page.Chart;
import plumbline.analysis.page.When;

/** Guardrails as they were seen last. */
public record WatchView(
    boolean known,
    @Nullable HaltView halt,
    List<GuardrailView> guardrails,
    String nextLook,
    @Nullable When nextTime,
    List<PlatformView> platform) {

  /** A halt that a guardrail asked for. */
  public record HaltView(
      String look, String reason, When decided, @Nullable When done, String outcome) {}

  /** One guardrail of the experiment. */
  public record GuardrailView(
      String metric,
      String action,
      String margin,
      String understood,
      boolean withheld,
      List<TreatmentView> treatments) {}

  /**
   * Of one treatment.
   *
   * @param harm the last look's estimate with its one-sided bounds; empty while withheld
   */
  public record TreatmentView(
      String treatment, Badge state, String sentence, String harm, @Nullable Chart chart) {}

  /** What the platform watches by itself. */
  public record PlatformView(String name, Badge state, String sentence, When since) {}
}
