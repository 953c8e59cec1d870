package plumbline.assignment.experiment;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import plumbline.assignment.flag.NamedFlags;
import plumbline.kit.failure.Failure;

/** Goes from an experiment or a flag to all that must be decided before it. */
@ApplicationScoped
class DependencyWalk {
  private static final int MAX_DEPTH = 5;

  private final ExperimentRepository repository;

  @Inject
  DependencyWalk(ExperimentRepository repository) {
    this.repository = repository;
  }

  /**
   * Where a walk begins.
   *
   * @param field what is named if it goes wrong
   * @param experiment where it may not lead back to; empty: none
   * @param flag where it may not lead back to; empty: none
   */
  record Root(String field, String experiment, String flag) {}

  /**
   * Walks, in the transaction of a change.
   *
   * @throws Failure.Invalid if it leads back to the root, or too deep
   */
  Uni<Void> walk(Root root, Needs first) {
    return walk(root, first, 1);
  }

  private Uni<Void> walk(Root root, Needs level, int depth) {
    if (level.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    refuseCircle(root, level);
    if (depth > MAX_DEPTH) {
      throw new Failure.Invalid(
          root.field, "must be at most " + MAX_DEPTH + " experiments and flags deep");
    }
    return next(level).chain(next -> walk(root, next, depth + 1));
  }

  private static void refuseCircle(Root root, Needs level) {
    if (level.experiments().contains(root.experiment)) {
      throw new Failure.Invalid(
          root.field, "must not lead back to '" + root.experiment + "' in a circle");
    }
    if (level.flags().contains(root.flag)) {
      throw new Failure.Invalid(
          root.field, "must not lead back to the flag '" + root.flag + "' in a circle");
    }
  }

  private Uni<Needs> next(Needs level) {
    return repository
        .named(level.experiments())
        .map(found -> Needs.of(found.stream().map(ExperimentEntity::definition).toList()))
        .chain(needs ->
            Panache.getSession()
                .chain(session -> NamedFlags.find(session, level.flags()))
                .map(flags -> needs.and(flags.values())));
  }
}
