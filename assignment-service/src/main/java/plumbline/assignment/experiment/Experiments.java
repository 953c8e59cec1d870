package plumbline.assignment.experiment;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.change.Changes;
import plumbline.assignment.change.Changes.Work;
import plumbline.assignment.definition.Completeness;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.assignment.definition.FilledIn;
import plumbline.assignment.experiment.ExperimentChanges.Note;
import plumbline.kit.database.DatabaseFailures;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.ListExperimentsResponse;

/** Makes experiments and finds them again. */
@ApplicationScoped
public class Experiments {
  private final ExperimentRepository repository;
  private final Changes changes;
  private final Saving saving;

  @Inject
  Experiments(ExperimentRepository repository, Changes changes, Saving saving) {
    this.repository = repository;
    this.changes = changes;
    this.saving = saving;
  }

  /**
   * Makes a draft or takes in history; safe to send again.
   *
   * @throws Failure.AlreadyExists if the key is taken by anything else
   * @throws Failure.Invalid if a prerequisite or a reference to the catalogue is not what it must
   *     be
   */
  Uni<Experiment> make(NewExperiment wanted) {
    return changes.run(work ->
        repository
            .findById(wanted.key().value())
            .chain(found ->
                found == null ? insert(wanted, work) : Uni.createFrom().item(keep(found, wanted))));
  }

  /** The experiment as it is now; {@link Failure.NotFound} if there is none. */
  public Uni<Experiment> get(ExperimentKey key) {
    return Panache.withSession(() -> repository.findById(key.value()))
        .onFailure()
        .transform(DatabaseFailures::translate)
        .map(found -> require(found, key).toDomain());
  }

  /** A page, and the token of the next one where there is more. */
  Uni<ListExperimentsResponse> list(ListQuery query) {
    return Panache.withSession(() -> repository.list(query))
        .onFailure()
        .transform(DatabaseFailures::translate)
        .map(query::render);
  }

  static ExperimentEntity require(@Nullable ExperimentEntity found, ExperimentKey key) {
    if (found == null) {
      throw new Failure.NotFound("experiment", key.value());
    }
    return found;
  }

  /** Makes one that is not there yet, in a change that is under way. */
  Uni<Experiment> insert(NewExperiment wanted, Work work) {
    var completeness = wanted.history() == null ? Completeness.DRAFT : Completeness.JUDGED;
    return saving
        .prepare(wanted.key(), wanted.definition(), completeness, work)
        .chain(whole -> insert(wanted, whole, work));
  }

  private static Uni<Experiment> insert(
      NewExperiment wanted, ExperimentDefinition whole, Work work) {
    var entity = new ExperimentEntity(wanted.key(), whole, wanted.author(), work.now());
    var history = wanted.history();
    if (history != null) {
      entity.imported = true;
      entity.become(ExperimentState.EXPERIMENT_STATE_STOPPED);
      entity.startTime = history.start();
      entity.stopTime = history.end();
      entity.grow(Ramps.first(wanted.definition(), history.start(), wanted.author()));
    }
    var action = history == null ? Action.CREATE : Action.IMPORT;
    return ExperimentChanges.insert(entity, new Note(action, wanted.author(), ""), work);
  }

  private static Experiment keep(ExperimentEntity found, NewExperiment wanted) {
    if (!isSame(found, wanted)) {
      throw new Failure.AlreadyExists(
          "the key '%s' is taken by an experiment of %s; a key is never reused"
              .formatted(found.key, found.author));
    }
    return found.toDomain();
  }

  private static boolean isSame(ExperimentEntity found, NewExperiment wanted) {
    var history = wanted.history();
    return found.author.equals(wanted.author())
        && found.imported == (history != null)
        && FilledIn.from(found.definition(), wanted.definition()).equals(found.definition())
        && (history == null
            || (Objects.equals(found.startTime, history.start())
                && Objects.equals(found.stopTime, history.end())));
  }
}
