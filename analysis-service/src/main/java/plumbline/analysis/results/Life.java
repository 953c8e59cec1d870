package plumbline.analysis.results;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The moments of an experiment's life; each is empty before it has come. */
public record Life(
    Optional<Instant> started,
    Optional<Instant> stopped,
    Optional<Instant> halted,
    Optional<Instant> decided) {

  /** When the first exposures stopped counting: the earliest of stop, halt and decision. */
  public Optional<Instant> enrolmentEnded() {
    return Stream.of(stopped, halted, decided).flatMap(Optional::stream).min(Instant::compareTo);
  }
}
