package plumbline.analysis.guardrail;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.alarm.Concern;
import plumbline.analysis.alarm.Finding;
import plumbline.analysis.alarm.Subject;
import plumbline.analysis.study.Observations;
import plumbline.engine.analysis.Figures;

/** Whether counting keeps up with what is stored, as the answers say one after the other. */
final class FoldWatch {
  private final Duration lag;
  private final Duration lateness;
  private long pending;
  private @Nullable Instant fell;

  FoldWatch(Duration lag, Duration lateness) {
    this.lag = lag;
    this.lateness = lateness;
  }

  /** What an answer, the next one, says. */
  Finding see(Observations observations, Instant now) {
    if (fell == null
        || observations.pendingBatches() == 0
        || observations.pendingBatches() < pending) {
      fell = now;
    }
    pending = observations.pendingBatches();
    var behind = observations.completeUpTo().map(it -> Duration.between(it, now));
    if (behind.filter(it -> it.compareTo(lateness.plus(lag)) > 0).isPresent()) {
      return finding(
          true,
          "What is counted is complete only up to %s."
              .formatted(observations.completeUpTo().get()));
    }
    return Duration.between(fell, now).compareTo(lag) >= 0
        ? finding(
            true,
            ("%s batches of events are stored and not counted, and they have not become fewer"
                    + " since %s.")
                .formatted(Figures.count(pending), fell))
        : finding(false, "Counting keeps up with what is stored.");
  }

  private static Finding finding(boolean raised, String sentence) {
    return new Finding(Subject.of(Concern.FOLD_LAG), raised, sentence);
  }
}
