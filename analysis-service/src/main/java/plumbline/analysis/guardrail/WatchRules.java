package plumbline.analysis.guardrail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbline.analysis.alarm.QuietHours;
import plumbline.analysis.alarm.Repeats;

/** The configuration as it was understood. */
@ApplicationScoped
class WatchRules {
  private final GuardrailsConfig config;
  private final Repeats repeats;

  /**
   * Reads the configuration.
   *
   * @throws IllegalStateException if it is not as it must be, with a sentence for each mistake
   */
  @Inject
  WatchRules(GuardrailsConfig config) {
    this.config = config;
    var problems = new ArrayList<String>();
    this.repeats = new Repeats(config.repeat(), quietHours(config, problems));
    require(config.interval().toMillis() >= 1, "interval must be at least 1ms", problems);
    require(config.silence().isPositive(), "silence must be above 0", problems);
    require(config.foldLag().isPositive(), "fold-lag must be above 0", problems);
    require(!config.lateness().isNegative(), "lateness must be at least 0", problems);
    require(!config.repeat().isNegative(), "repeat must be at least 0", problems);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "guardrails are not configured well (docs/operations.md): "
              + String.join("; ", problems));
    }
  }

  Duration interval() {
    return config.interval();
  }

  Duration silence() {
    return config.silence();
  }

  Duration lateness() {
    return config.lateness();
  }

  Repeats repeats() {
    return repeats;
  }

  FoldWatch foldWatch() {
    return new FoldWatch(config.foldLag(), config.lateness());
  }

  private static Optional<QuietHours> quietHours(GuardrailsConfig config, List<String> problems) {
    try {
      return config.quietHours().filter(text -> !text.isBlank()).map(QuietHours::parse);
    } catch (IllegalArgumentException e) {
      problems.add("plumbline.guardrails.quiet-hours: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static void require(boolean holds, String otherwise, List<String> problems) {
    if (!holds) {
      problems.add("plumbline.guardrails." + otherwise);
    }
  }
}
