package plumbline.benchmarks.fold;

import com.google.protobuf.util.Timestamps;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import plumbline.proto.tracking.v1.Rebuild;

/**
 * The same sums three times: those that the fold keeps, computed anew by the service, and by one
 * plain query.
 *
 * @param rebuild what the service found
 * @param first the query's answer before the rebuild
 * @param second and after it
 * @param kept what the service answers
 */
record Anew(Rebuild rebuild, PlainQuery.Answer first, PlainQuery.Answer second, Sums kept) {
  private static final Duration LONGEST_QUERY = Duration.ofMinutes(5);

  static Anew measure(Stand stand, String experiment) throws SQLException, InterruptedException {
    try (var query = new PlainQuery(stand.database(), stand.start())) {
      var first = query.run(experiment, LONGEST_QUERY);
      var rebuild = stand.statistics().rebuild(experiment);
      var second = query.run(experiment, LONGEST_QUERY);
      var kept = Sums.of(stand.statistics().get(experiment));
      return new Anew(rebuild, first, second, kept);
    }
  }

  /** From the request to the last shard. */
  Duration rebuilt() {
    return Duration.ofNanos(
        Timestamps.toNanos(rebuild.getCompleteTime())
            - Timestamps.toNanos(rebuild.getRequestTime()));
  }

  /** The faster of the two times. */
  Duration queried() {
    return first.elapsed().compareTo(second.elapsed()) < 0 ? first.elapsed() : second.elapsed();
  }

  double ratio() {
    return (double) rebuilt().toNanos() / queried().toNanos();
  }

  /**
   * Sees that all three are equal, to the last digit.
   *
   * @throws IllegalStateException showing what differs
   */
  void requireEqual() {
    if (rebuild.getDifferingUnits() != 0 || rebuild.getDifferingSums() != 0) {
      throw new IllegalStateException("the rebuild found something else: " + rebuild);
    }
    for (var queried : List.of(first.sums(), second.sums())) {
      if (!queried.equals(kept)) {
        throw new IllegalStateException(
            "the statistics are " + kept + " and the plain query says " + queried);
      }
    }
  }
}
