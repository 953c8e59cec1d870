package plumbline.tracking.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import plumbline.tracking.definitions.Definitions.ImportedSpan;

/**
 * When an event may have happened.
 *
 * @param oldest times before it are refused
 * @param latest times after it are refused
 * @param imported times of imported experiments, taken at any age
 */
record AcceptedTimes(Instant oldest, Instant latest, List<ImportedSpan> imported) {

  static AcceptedTimes at(Instant now, IntakeConfig config, List<ImportedSpan> imported) {
    return new AcceptedTimes(now.minus(config.retention()), now.plus(config.maxAhead()), imported);
  }

  /** Why the time is refused; empty if it is accepted. */
  Optional<String> refusal(Instant time) {
    if (time.isAfter(latest)) {
      return Optional.of("must not be after " + latest + ": the clocks disagree");
    }
    if (time.isBefore(oldest) && imported.stream().noneMatch(span -> span.holds(time))) {
      return Optional.of(
          "must not be before " + oldest + ", or within an imported experiment's time");
    }
    return Optional.empty();
  }
}
