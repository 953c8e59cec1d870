package plumbline.assignment.flag;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.change.Changes;
import plumbline.assignment.change.Changes.Work;
import plumbline.assignment.flag.FlagWrites.Note;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.FlagDefinition;

/** Makes and changes flags. */
@ApplicationScoped
class FlagChanges {
  private final Changes changes;
  private final FlagPromises promises;

  @Inject
  FlagChanges(Changes changes, FlagPromises promises) {
    this.changes = changes;
    this.promises = promises;
  }

  /**
   * Makes a flag; safe to send again.
   *
   * @throws Failure.AlreadyExists if the key is taken by anything else
   * @throws Failure.Invalid if a rule is for an experiment, as none can name the flag yet
   */
  Uni<Flag> create(NewFlag wanted) {
    return changes.run(work ->
        work.session()
            .find(FlagEntity.class, wanted.key())
            .chain(found ->
                found == null
                    ? insert(wanted, work)
                    : Uni.createFrom().item(() -> keep(found, wanted))));
  }

  /**
   * Puts a definition in the place of the one before, unless it is the same.
   *
   * @throws Failure.NotFound if there is no such flag
   * @throws Failure.Stale if it is not at the expected version
   * @throws Failure.Refused if it was archived, or units would see another variant
   * @throws Failure.Invalid if its type or its unit type would change, or a rule is not for one of
   *     its experiments
   */
  Uni<Flag> update(FlagStep step) {
    return change(step, (found, work) -> update(step, found, work));
  }

  /**
   * Takes a flag out of use, unless it is so already.
   *
   * @throws Failure.NotFound if there is no such flag
   * @throws Failure.Stale if it is not at the expected version
   * @throws Failure.Refused if an experiment that serves needs it
   */
  Uni<Flag> archive(FlagStep step) {
    return change(
        step,
        (found, work) ->
            found.isArchived()
                ? asItIs(found)
                : promises
                    .checkArchive(found.key)
                    .chain(() ->
                        FlagWrites.change(
                            found, step.note("archive"), work, it -> it.archiveTime = work.now())));
  }

  /**
   * Takes a flag into use again, unless it is so already.
   *
   * @throws Failure.NotFound if there is no such flag
   * @throws Failure.Stale if it is not at the expected version
   */
  Uni<Flag> restore(FlagStep step) {
    return change(
        step,
        (found, work) ->
            found.isArchived()
                ? FlagWrites.change(found, step.note("restore"), work, it -> it.archiveTime = null)
                : asItIs(found));
  }

  private Uni<Flag> insert(NewFlag wanted, Work work) {
    var entity = new FlagEntity(wanted.key(), wanted.definition(), wanted.author(), work.now());
    return promises
        .check(wanted.key(), wanted.definition())
        .chain(() -> FlagWrites.insert(entity, new Note("create", wanted.author(), ""), work));
  }

  private static Flag keep(FlagEntity found, NewFlag wanted) {
    if (!wanted.isSame(found)) {
      throw new Failure.AlreadyExists(
          "the key '%s' is taken by a flag of %s; a key is never reused"
              .formatted(found.key, found.author));
    }
    return found.toDomain();
  }

  private Uni<Flag> update(FlagStep step, FlagEntity found, Work work) {
    var before = found.definition();
    var wanted = step.definition().orElseThrow();
    if (wanted.equals(before)) {
      return asItIs(found);
    }
    if (found.isArchived()) {
      throw new Failure.Refused(
          "flag '%s' was archived: restore it to change it".formatted(found.key));
    }
    requireSameTypes(before, wanted);
    return promises
        .checkChange(found.key, before, wanted)
        .chain(() -> promises.check(found.key, wanted))
        .chain(() -> FlagWrites.change(found, step.note("update"), work, it -> it.define(wanted)));
  }

  private static void requireSameTypes(FlagDefinition before, FlagDefinition wanted) {
    var violations = new Violations();
    violations.check(
        wanted.getType() == before.getType(),
        FlagRules.ROOT + ".type",
        "never changes, as code asks for it: it is " + before.getType());
    violations.check(
        wanted.getUnitType() == before.getUnitType(),
        FlagRules.ROOT + ".unit_type",
        "never changes, as units would get other values: it is " + before.getUnitType());
    violations.throwIfAny();
  }

  private static Uni<Flag> asItIs(FlagEntity found) {
    return Uni.createFrom().item(found.toDomain());
  }

  private Uni<Flag> change(FlagStep step, Edit edit) {
    return changes.run(work ->
        work.session()
            .find(FlagEntity.class, step.key())
            .chain(found -> edit.apply(require(found, step), work)));
  }

  private static FlagEntity require(@Nullable FlagEntity found, FlagStep step) {
    var entity = Flags.require(found, step.key());
    if (step.expectedVersion() != 0 && step.expectedVersion() != entity.version) {
      throw new Failure.Stale(
          "flag '%s' is at version %d, not %d: read it again"
              .formatted(entity.key, entity.version, step.expectedVersion()));
    }
    return entity;
  }

  private interface Edit {
    Uni<Flag> apply(FlagEntity found, Work work);
  }
}
