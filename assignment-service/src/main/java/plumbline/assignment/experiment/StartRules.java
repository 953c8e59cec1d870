package plumbline.assignment.experiment;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumbline.assignment.flag.NamedFlags;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.LayerSlots;

/**
 * What the other experiments and the flags must be before one starts. Asked in the transaction of
 * the step, which all steps take one after another, so nothing can come between the answer and the
 * start.
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
   * @throws Failure.Refused if its slots are another's, a prerequisite serves nobody, or a flag was
   *     archived
   */
  Uni<Void> check(ExperimentEntity entity) {
    var definition = entity.definition();
    return checkSlots(entity.key, definition)
        .chain(() -> checkPrerequisites(entity.key, definition))
        .chain(() -> checkFlags(entity.key, definition));
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
    var wanted = new HashSet<>(Needs.of(List.of(definition)).experiments());
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

  /** The flag that it drives, and those whose value its units need. */
  private static Uni<Void> checkFlags(String key, ExperimentDefinition definition) {
    var wanted = new HashSet<>(Needs.of(List.of(definition)).flags());
    if (!definition.getFlag().isEmpty()) {
      wanted.add(definition.getFlag());
    }
    return Panache.getSession()
        .chain(session -> NamedFlags.find(session, wanted))
        .invoke(found -> {
          for (var flag : found.values()) {
            if (flag.hasArchiveTime()) {
              throw new Failure.Refused(
                  "experiment '%s' cannot start: it needs the flag '%s', which was archived; restore that first"
                      .formatted(key, flag.getKey()));
            }
          }
        })
        .replaceWithVoid();
  }

  private static String shown(LayerSlots slots) {
    return "[" + slots.getFromSlot() + ", " + slots.getToSlot() + ")";
  }
}
