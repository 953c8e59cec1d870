package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.change.Changes;
import plumbline.assignment.change.Changes.Work;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.assignment.definition.FilledIn;
import plumbline.assignment.difference.Difference;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.DefinitionAction;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.FieldChange;

/** Makes experiments what definitions say, whatever is there already. */
@ApplicationScoped
public class Applications {
  private static final int MAX_NAMED = 10;

  private final Changes changes;
  private final Experiments experiments;
  private final Updates updates;

  @Inject
  Applications(Changes changes, Experiments experiments, Updates updates) {
    this.changes = changes;
    this.experiments = experiments;
    this.updates = updates;
  }

  /**
   * A definition that an experiment is to have.
   *
   * @param definition one that keeps the rules of a draft
   * @param expectedVersion the version that was seen, 0 if there was none; empty: whatever it is
   * @param actor the authenticated principal's name
   */
  public record Wanted(
      ExperimentKey key,
      ExperimentDefinition definition,
      OptionalLong expectedVersion,
      String actor) {}

  /**
   * What was done, or would be.
   *
   * @param before null if there was none
   */
  public record Applied(@Nullable Experiment before, Experiment after, DefinitionAction action) {

    /** What differs, by path; everything where there was none. */
    public List<FieldChange> changes() {
      var old = before == null ? ExperimentDefinition.getDefaultInstance() : before.getDefinition();
      return difference(old, after.getDefinition());
    }

    /** The version that it was done to; 0 if there was none. */
    public long version() {
      return before == null ? 0 : before.getVersion();
    }
  }

  /**
   * Creates the experiment, changes its draft, or does nothing where it is so already.
   *
   * @throws Failure.Stale if it is not at the expected version
   * @throws Failure.Refused if its definition is frozen and another
   * @throws Failure.Invalid if the definition is not what it must be, given what else there is
   */
  public Uni<Applied> apply(Wanted wanted) {
    return changes.run(work -> apply(wanted, work));
  }

  /** What {@link #apply} would do and refuse, found out by doing it and taking it back. */
  public Uni<Applied> rehearse(Wanted wanted) {
    return changes.rehearse(work -> apply(wanted, work));
  }

  private Uni<Applied> apply(Wanted wanted, Work work) {
    return work.session()
        .find(ExperimentEntity.class, wanted.key().value())
        .chain(found -> {
          requireVersion(wanted, found == null ? 0 : found.version);
          return found == null ? create(wanted, work) : change(wanted, found, work);
        });
  }

  private Uni<Applied> create(Wanted wanted, Work work) {
    var draft = new NewExperiment(wanted.key(), wanted.definition(), wanted.actor(), null);
    return experiments
        .insert(draft, work)
        .map(made -> new Applied(null, made, DefinitionAction.DEFINITION_ACTION_CREATE));
  }

  private Uni<Applied> change(Wanted wanted, ExperimentEntity found, Work work) {
    var before = found.toDomain();
    var nothing = new Applied(before, before, DefinitionAction.DEFINITION_ACTION_NONE);
    if (found.state() != ExperimentState.EXPERIMENT_STATE_DRAFT) {
      var filled = FilledIn.from(found.definition(), wanted.definition());
      if (filled.equals(found.definition())) {
        return Uni.createFrom().item(nothing);
      }
      requireUnfrozen(wanted.key(), found, filled);
    }
    var update =
        new NewDefinition(wanted.key(), wanted.definition(), found.version, wanted.actor());
    return updates
        .make(update, found, work)
        .map(after ->
            after.equals(before)
                ? nothing
                : new Applied(before, after, DefinitionAction.DEFINITION_ACTION_UPDATE));
  }

  /** Refuses as an update would, and says in which fields the definition is another. */
  private static void requireUnfrozen(
      ExperimentKey key, ExperimentEntity found, ExperimentDefinition wanted) {
    try {
      Lifecycle.after(key, found.state(), Action.UPDATE);
    } catch (Failure.Refused e) {
      var fields = difference(found.definition(), wanted);
      var more = fields.size() > MAX_NAMED ? " and " + (fields.size() - MAX_NAMED) + " more" : "";
      throw new Failure.Refused(
          fields.stream()
              .limit(MAX_NAMED)
              .map(FieldChange::getPath)
              .collect(Collectors.joining(", ", e.getMessage() + "; it is to differ in ", more)));
    }
  }

  private static void requireVersion(Wanted wanted, long version) {
    if (wanted.expectedVersion().isPresent() && wanted.expectedVersion().getAsLong() != version) {
      throw new Failure.Stale(
          "experiment '%s' is at version %d, not %d: plan it again"
              .formatted(wanted.key(), version, wanted.expectedVersion().getAsLong()));
    }
  }

  private static List<FieldChange> difference(
      ExperimentDefinition before, ExperimentDefinition after) {
    return Difference.between("definition", before, after);
  }
}
