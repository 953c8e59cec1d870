package plumbline.analysis.guardrail;

import java.time.Instant;
import java.util.Optional;

/**
 * That an experiment is to be halted.
 *
 * @param number of the look that showed harm
 * @param reason the evidence, as assignment-service is told it
 * @param done when it was; empty while it is still to be done
 * @param outcome what became of it, in words; empty before
 */
record HaltIntent(
    String experiment,
    int number,
    String reason,
    Instant created,
    Optional<Instant> done,
    String outcome) {
  /** The longest reason that assignment-service takes. */
  private static final int MOST = 4_000;

  static HaltIntent of(String experiment, Look look, String evidence) {
    var reason = "A guardrail that halts is breached. " + evidence;
    var cut = reason.length() > MOST ? reason.substring(0, MOST - 1) + "…" : reason;
    return new HaltIntent(experiment, look.number(), cut, look.time(), Optional.empty(), "");
  }
}
