package plumbline.assignment.holdout;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.ExperimentDefinition;

/** The holdouts that a definition names. */
public final class NamedHoldouts {
  private static final String NAMED = "from HoldoutEntity where key in ?1";

  private NamedHoldouts() {}

  /**
   * Adds each that does not exist or is of another unit type, in the transaction of the change.
   *
   * @param definition one that keeps the rules of a draft
   */
  public static Uni<Void> check(
      Mutiny.Session session, Violations violations, ExperimentDefinition definition) {
    if (definition.getHoldoutsCount() == 0) {
      return Uni.createFrom().voidItem();
    }
    return session
        .createSelectionQuery(NAMED, HoldoutEntity.class)
        .setParameter(1, definition.getHoldoutsList())
        .getResultList()
        .invoke(found -> check(violations, definition, found))
        .replaceWithVoid();
  }

  private static void check(
      Violations violations, ExperimentDefinition definition, List<HoldoutEntity> found) {
    Map<String, HoldoutEntity> byKey =
        found.stream().collect(Collectors.toMap(holdout -> holdout.key, holdout -> holdout));
    for (var i = 0; i < definition.getHoldoutsCount(); i++) {
      var path = "definition.holdouts[" + i + "]";
      @Nullable HoldoutEntity holdout = byKey.get(definition.getHoldouts(i));
      if (holdout == null) {
        violations.add(path, "must be a holdout that exists");
      } else {
        violations.check(
            holdout.unitType() == definition.getUnitType(),
            path,
            "must be a holdout of the same unit type");
      }
    }
  }
}
