package plumbline.tracking.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import plumbline.proto.tracking.v1.RejectionReason;
import plumbline.tracking.definitions.Need;
import plumbline.tracking.retention.Retention;

/**
 * When an event may have happened.
 *
 * @param now our clock
 * @param latest times after it are refused
 * @param retention what is older than it is refused, unless it is needed
 * @param needs what experiments need, by the beginning of it; taken at any age
 */
record AcceptedTimes(Instant now, Instant latest, Retention retention, List<Need> needs) {
  /** A month before it would only be a wrong clock's, and each month costs a table. */
  private static final Instant FIRST = Instant.EPOCH;

  static AcceptedTimes at(Instant now, Duration maxAhead, Retention retention, List<Need> needs) {
    return new AcceptedTimes(now, now.plus(maxAhead), retention, needs);
  }

  /** Why a time is refused. */
  record Refusal(RejectionReason reason, String description) {}

  /** Why the time is refused; empty if it is accepted. */
  Optional<Refusal> refusal(Instant time) {
    if (time.isAfter(latest)) {
      return Optional.of(
          new Refusal(
              RejectionReason.REJECTION_REASON_IN_THE_FUTURE,
              "must not be after " + latest + ": the clocks disagree"));
    }
    if (time.isBefore(FIRST)) {
      return Optional.of(tooOld("must not be before " + FIRST));
    }
    var oldest = retention.oldest(now);
    if (time.isBefore(oldest) && !isNeeded(time)) {
      return Optional.of(
          tooOld(
              "must not be before " + oldest + ", unless an experiment needs events of that time"));
    }
    return Optional.empty();
  }

  private static Refusal tooOld(String description) {
    return new Refusal(RejectionReason.REJECTION_REASON_TOO_OLD, description);
  }

  private boolean isNeeded(Instant time) {
    for (var need : needs) {
      // They come by their beginning: few begin before what is older than retention.
      if (need.from().isAfter(time)) {
        return false;
      }
      if (need.holds(time) && !need.isOver(now, retention.grace())) {
        return true;
      }
    }
    return false;
  }
}
