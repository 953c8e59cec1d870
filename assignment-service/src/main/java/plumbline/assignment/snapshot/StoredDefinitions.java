package plumbline.assignment.snapshot;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Supplier;
import plumbline.assignment.change.Stored;
import plumbline.assignment.change.StoredState;
import plumbline.assignment.database.OwnContext;
import plumbline.assignment.experiment.ExperimentSource;

/** What PostgreSQL holds, asked for by nobody's request and with bounded patience. */
@ApplicationScoped
class StoredDefinitions {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ExperimentSource source;
  private final OwnContext own;

  @Inject
  StoredDefinitions(ExperimentSource source, OwnContext own) {
    this.source = source;
    this.own = own;
  }

  Uni<StoredState> state() {
    return bounded(source::state);
  }

  Uni<Stored> load() {
    return bounded(source::load);
  }

  Uni<Stored> loadSince(long version) {
    return bounded(() -> source.loadSince(version));
  }

  private <T> Uni<T> bounded(Supplier<Uni<T>> work) {
    return own.run(work).ifNoItem().after(PATIENCE).fail();
  }
}
