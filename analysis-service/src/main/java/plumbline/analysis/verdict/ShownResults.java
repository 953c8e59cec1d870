package plumbline.analysis.verdict;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import plumbline.analysis.results.Results;
import plumbline.analysis.results.ResultsReader;
import plumbline.analysis.results.ResultsReplies;
import plumbline.analysis.study.ExperimentKey;
import plumbline.analysis.verdict.VerdictTable.Given;
import plumbline.kit.database.Reads;
import plumbline.kit.database.Writes;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.ResultsView;

/**
 * An experiment's results as anybody may see them: the verdict stays as it was first given, and
 * whoever looked before it is named.
 */
@ApplicationScoped
public class ShownResults {
  private final ResultsReader reader;
  private final Reads reads;
  private final Writes writes;
  private final Clock clock;

  @Inject
  ShownResults(ResultsReader reader, Reads reads, Writes writes, Clock clock) {
    this.reader = reader;
    this.reads = reads;
    this.writes = writes;
    this.clock = clock;
  }

  /** Fails with a {@link plumbline.kit.failure.Failure} where there is no answer. */
  public Uni<ExperimentResults> read(ExperimentKey key, ResultsView view) {
    return reader.read(key).flatMap(results -> shown(results, view));
  }

  /** The same for results that were just computed. */
  public Uni<ExperimentResults> shown(Results results, ResultsView view) {
    if (!results.study().isStarted()) {
      return Uni.createFrom().item(ResultsReplies.results(results));
    }
    var now = clock.instant();
    return VerdictRules.isDue(results, ResultsReplies.results(results), now)
        ? writes.write(connection -> shown(connection, results, view, Optional.of(now)))
        : reads.read(connection -> shown(connection, results, view, Optional.empty()));
  }

  private static ExperimentResults shown(
      Connection connection, Results results, ResultsView view, Optional<Instant> due)
      throws SQLException {
    var key = results.study().key().value();
    var named = ResultsReplies.results(results.withPeeks(PeekTable.of(connection, key)));
    Optional<Given> given =
        due.isPresent()
            ? Optional.of(VerdictTable.give(connection, named, due.get()))
            : VerdictTable.find(connection, key);
    return given.map(it -> VerdictRules.show(named, it, view)).orElse(named);
  }
}
