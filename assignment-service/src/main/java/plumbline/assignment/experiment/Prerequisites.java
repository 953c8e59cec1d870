package plumbline.assignment.experiment;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.assignment.holdout.NamedHoldouts;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.Prerequisite;
import plumbline.proto.assignment.v1.Variant;

/** What a definition's prerequisites and holdouts must be, given what else is stored. */
@ApplicationScoped
class Prerequisites {
  private static final String ROOT = "definition.prerequisites";
  private static final int MAX_DEPTH = 5;

  private final ExperimentRepository repository;

  @Inject
  Prerequisites(ExperimentRepository repository) {
    this.repository = repository;
  }

  /**
   * Checks what a definition that is about to be saved or submitted refers to, in the transaction
   * of the change.
   *
   * @throws Failure.Invalid naming each that does not exist, is of another unit type or leads back
   *     to the experiment
   */
  Uni<Void> check(ExperimentKey key, ExperimentDefinition definition) {
    var violations = new Violations();
    return Panache.getSession()
        .chain(session -> NamedHoldouts.check(session, violations, definition))
        .chain(() -> load(keysOf(Set.of(definition))))
        .invoke(found -> {
          checkNamed(violations, key, definition, found);
          violations.throwIfAny();
        })
        .chain(found -> walk(key, found.values(), 1));
  }

  private static void checkNamed(
      Violations violations,
      ExperimentKey key,
      ExperimentDefinition definition,
      Map<String, ExperimentDefinition> found) {
    for (var i = 0; i < definition.getPrerequisitesCount(); i++) {
      var path = ROOT + "[" + i + "]";
      var prerequisite = definition.getPrerequisites(i);
      @Nullable ExperimentDefinition other = found.get(prerequisite.getKey());
      if (prerequisite.getKey().equals(key.value())) {
        violations.add(path + ".key", "must be another experiment");
      } else if (other == null) {
        violations.add(path + ".key", "must be an experiment that exists");
      } else {
        violations.check(
            other.getUnitType() == definition.getUnitType(),
            path + ".key",
            "must be an experiment of the same unit type");
        violations.check(
            other.getVariantsList().stream()
                .map(Variant::getKey)
                .anyMatch(prerequisite.getVariant()::equals),
            path + ".variant",
            "must be one of the variants of '" + prerequisite.getKey() + "'");
      }
    }
  }

  private Uni<Void> walk(ExperimentKey key, Collection<ExperimentDefinition> level, int depth) {
    var keys = keysOf(level);
    if (keys.contains(key.value())) {
      throw new Failure.Invalid(ROOT, "must not lead back to '" + key + "' in a circle");
    }
    if (!keys.isEmpty() && depth == MAX_DEPTH) {
      throw new Failure.Invalid(ROOT, "must be at most " + MAX_DEPTH + " experiments deep");
    }
    return keys.isEmpty()
        ? Uni.createFrom().voidItem()
        : load(keys).chain(next -> walk(key, next.values(), depth + 1));
  }

  private Uni<Map<String, ExperimentDefinition>> load(Set<String> keys) {
    if (keys.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return repository
        .list("key in ?1", keys)
        .map(found ->
            found.stream().collect(Collectors.toMap(it -> it.key, ExperimentEntity::definition)));
  }

  private static Set<String> keysOf(Collection<ExperimentDefinition> definitions) {
    return definitions.stream()
        .flatMap(it -> it.getPrerequisitesList().stream())
        .map(Prerequisite::getKey)
        .collect(Collectors.toSet());
  }
}
