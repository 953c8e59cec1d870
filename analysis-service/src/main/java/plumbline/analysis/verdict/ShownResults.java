package plumbline.analysis.verdict;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
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
    var key = results.study().key().value();
    return reads
        .read(connection ->
            new Known(
                ResultsReplies.results(results.withPeeks(PeekTable.of(connection, key))),
                VerdictTable.find(connection, key)))
        .flatMap(known -> given(results, known))
        .map(known ->
            known.verdict.map(it -> VerdictRules.show(known.live, it, view)).orElse(known.live));
  }

  /** With the verdict, which is given now if it is due and was not given before. */
  private Uni<Known> given(Results results, Known known) {
    var now = clock.instant();
    return known.verdict.isEmpty() && VerdictRules.isDue(results, now)
        ? writes
            .write(connection -> VerdictTable.give(connection, known.live, now))
            .map(given -> new Known(known.live, Optional.of(given)))
        : Uni.createFrom().item(known);
  }

  /** What can be said now, and what was said when the verdict was given. */
  private record Known(ExperimentResults live, Optional<Given> verdict) {}
}
