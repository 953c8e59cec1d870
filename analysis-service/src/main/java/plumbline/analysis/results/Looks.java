package plumbline.analysis.results;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import plumbline.engine.sequential.Look;

/**
 * The looks of a group-sequential design that were taken, in order. What is tested at the next one
 * follows from them, so none is ever changed.
 */
public record Looks(List<Taken> taken) {
  /** None yet. */
  public static final Looks NONE = new Looks(List.of());

  /** Keeps its own copy. */
  public Looks {
    taken = List.copyOf(taken);
  }

  /**
   * A look that was taken.
   *
   * @param number from 1
   * @param time to the microsecond
   * @param fraction information of the treatment that had least, as a part of the planned one
   * @param over whether it was the last: nothing is tested after it
   * @param sights of each metric and treatment that could be compared
   * @param reply the results as they were shown, an {@code ExperimentResults}
   */
  public record Taken(
      int number,
      Instant time,
      double fraction,
      boolean over,
      List<Sight> sights,
      ByteString reply) {
    /** Keeps its own copy. */
    public Taken {
      sights = List.copyOf(sights);
    }

    Optional<Sight> sight(String metric, String treatment) {
      return sights.stream()
          .filter(it -> it.metric.equals(metric) && it.treatment.equals(treatment))
          .findFirst();
    }
  }

  /** What a look saw of a treatment in one metric. */
  public record Sight(String metric, String treatment, Look look) {}

  /**
   * A look that is due and not yet taken.
   *
   * @param crossed treatments that crossed the primary metric's boundary
   */
  public record Due(
      int number, double fraction, boolean over, List<Sight> sights, List<String> crossed) {

    /** The look as it is kept. */
    public Taken taken(Instant time, ByteString reply) {
      return new Taken(number, time, fraction, over, sights, reply);
    }
  }

  Optional<Taken> last() {
    return taken.isEmpty() ? Optional.empty() : Optional.of(taken.getLast());
  }

  /** Whether nothing is tested any more. */
  public boolean areOver() {
    return last().filter(Taken::over).isPresent();
  }

  /** What they saw of a treatment in one metric. */
  List<Look> of(String metric, String treatment) {
    return taken.stream()
        .flatMap(it -> it.sight(metric, treatment).stream())
        .map(Sight::look)
        .toList();
  }
}
