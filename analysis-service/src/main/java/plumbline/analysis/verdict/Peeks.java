package plumbline.analysis.verdict;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import plumbline.analysis.results.Results;
import plumbline.analysis.results.ResultsReader;
import plumbline.analysis.results.ResultsReplies;
import plumbline.kit.database.Writes;
import plumbline.kit.failure.Failure;
import plumbline.kit.identity.Principal;
import plumbline.proto.analysis.v1.PeekAtResultsResponse;

/** Shows what is withheld to somebody who has a reason, and notes it down first. */
@ApplicationScoped
public class Peeks {
  private final ResultsReader reader;
  private final Writes writes;
  private final Clock clock;

  @Inject
  Peeks(ResultsReader reader, Writes writes, Clock clock) {
    this.reader = reader;
    this.writes = writes;
    this.clock = clock;
  }

  /** Fails with {@link Failure.Refused} where nothing is withheld, or nothing was counted yet. */
  public Uni<PeekAtResultsResponse> peek(PeekQuery query, Principal principal) {
    return reader.peek(query.experiment()).flatMap(seen -> note(query, seen, principal));
  }

  private Uni<PeekAtResultsResponse> note(
      PeekQuery query, ResultsReader.Seen seen, Principal principal) {
    if (seen.usual().disclosure() instanceof Results.Shown) {
      throw new Failure.Refused(
          "nothing is withheld of experiment '%s': its results can be read"
              .formatted(query.experiment()));
    }
    var experiment = query.experiment().value();
    return writes.write(connection -> {
      PeekTable.add(connection, experiment, principal.name(), query.reason(), clock.instant());
      return PeekAtResultsResponse.newBuilder()
          .setResults(
              ResultsReplies.results(seen.open().withPeeks(PeekTable.of(connection, experiment))))
          .build();
    });
  }
}
