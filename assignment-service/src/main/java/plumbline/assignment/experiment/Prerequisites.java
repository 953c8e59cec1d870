package plumbline.assignment.experiment;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.assignment.flag.NamedFlags;
import plumbline.assignment.holdout.NamedHoldouts;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.ExperimentDefinition;

/** What a definition's prerequisites, holdouts and flag must be, given what else is stored. */
@ApplicationScoped
class Prerequisites {
  private final ExperimentRepository repository;
  private final DependencyWalk walk;

  @Inject
  Prerequisites(ExperimentRepository repository, DependencyWalk walk) {
    this.repository = repository;
    this.walk = walk;
  }

  /**
   * Checks what a definition that is about to be saved, submitted or started refers to, in the
   * transaction of the change.
   *
   * @throws Failure.Invalid naming each that does not exist, does not fit or leads back to the
   *     experiment or to its flag
   */
  Uni<Void> check(ExperimentKey key, ExperimentDefinition definition) {
    var violations = new Violations();
    var needs = Needs.of(List.of(definition));
    var root = new DependencyWalk.Root(NamedPrerequisites.ROOT, key.value(), definition.getFlag());
    return Panache.getSession()
        .call(session -> NamedHoldouts.check(session, violations, definition))
        .call(session -> NamedFlags.check(session, violations, key, definition))
        .chain(session -> find(session, needs))
        .invoke(found -> {
          new NamedPrerequisites(key.value(), definition, found).check(violations);
          violations.throwIfAny();
        })
        .chain(() -> walk.walk(root, needs));
  }

  private Uni<NamedPrerequisites.Found> find(Mutiny.Session session, Needs needs) {
    return repository
        .named(needs.experiments())
        .map(Prerequisites::byKey)
        .chain(experiments ->
            NamedFlags.find(session, needs.flags())
                .map(flags -> new NamedPrerequisites.Found(experiments, flags)));
  }

  private static Map<String, ExperimentDefinition> byKey(List<ExperimentEntity> found) {
    return found.stream().collect(Collectors.toMap(it -> it.key, ExperimentEntity::definition));
  }
}
