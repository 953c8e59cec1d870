package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.LayerSlots;
import plumbline.proto.assignment.v1.Prerequisite;

/**
 * What the other experiments must be before one starts. Asked in the transaction of the step, which
 * all steps take one after another, so nothing can come between the answer and the start.
 */
@ApplicationScoped
class StartRules {
  // These serve variants, so they hold their slots and can be a prerequisite.
  private static final Set<String> SERVING =
      Stream.of(
              ExperimentState.EXPERIMENT_STATE_RUNNING,
              ExperimentState.EXPERIMENT_STATE_STOPPED,
              ExperimentState.EXPERIMENT_STATE_HALTED)
          .map(ExperimentEntity::name)
          .collect(Collectors.toSet());

  private final ExperimentRepository repository;

  @Inject
  StartRules(ExperimentRepository repository) {
    this.repository = repository;
  }

  /**
   * Checks that the experiment may start beside the others.
   *
   * @throws Failure.Refused if its slots are another's, or a prerequisite serves nobody
   */
  Uni<Void> check(ExperimentEntity entity) {
    var definition = entity.definition();
    return checkSlots(entity.key, definition)
        .chain(() -> checkPrerequisites(entity.key, definition));
  }

  private Uni<Void> checkSlots(String key, ExperimentDefinition definition) {
    if (!definition.hasLayer()) {
      return Uni.createFrom().voidItem();
    }
    return repository
        .inLayer(definition.getLayer().getLayer(), SERVING)
        .invoke(others -> refuseOverlap(key, definition.getLayer(), others))
        .replaceWithVoid();
  }

  private static void refuseOverlap(String key, LayerSlots own, List<ExperimentEntity> others) {
    for (var other : others) {
      var held = other.definition().getLayer();
      if (own.getFromSlot() < held.getToSlot() && held.getFromSlot() < own.getToSlot()) {
        throw new Failure.Refused(
            "experiment '%s' cannot start: its slots %s overlap with %s of '%s', and units would be"
                    .formatted(key, shown(own), shown(held), other.key)
                + " in both; use other slots of layer '%s'".formatted(own.getLayer()));
      }
    }
  }

  private Uni<Void> checkPrerequisites(String key, ExperimentDefinition definition) {
    var wanted =
        definition.getPrerequisitesList().stream()
            .map(Prerequisite::getKey)
            .collect(Collectors.toSet());
    if (wanted.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return repository
        .list("key in ?1 and state in ?2", wanted, SERVING)
        .invoke(serving -> {
          serving.forEach(it -> wanted.remove(it.key));
          if (!wanted.isEmpty()) {
            throw new Failure.Refused(
                "experiment '%s' cannot start: it is for units of %s, which serves nobody now"
                    .formatted(key, wanted));
          }
        })
        .replaceWithVoid();
  }

  private static String shown(LayerSlots slots) {
    return "[" + slots.getFromSlot() + ", " + slots.getToSlot() + ")";
  }
}
