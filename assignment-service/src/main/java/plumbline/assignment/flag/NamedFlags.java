package plumbline.assignment.flag;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.failure.Violations;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentRule;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagRule;
import plumbline.proto.assignment.v1.FlagRule.KindCase;

/** The flags that experiments name, in the transaction of a change. */
public final class NamedFlags {
  private static final String FIELD = "definition.flag";
  private static final String NAMED = "from FlagEntity where key in ?1";
  // A column, not an attribute: Hibernate would write the definition as text to look into it.
  private static final String WITH_RULE =
      "select key from FlagEntity where"
          + " cast(sql('definition @> cast(cast(? as text) as jsonb)', ?1) as boolean) = true";

  private NamedFlags() {}

  /** Those of the keys that exist, archived or not, by key. */
  public static Uni<Map<String, Flag>> find(Mutiny.Session session, Set<String> keys) {
    return keys.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : session
            .createSelectionQuery(NAMED, FlagEntity.class)
            .setParameter(1, keys)
            .getResultList()
            .map(found ->
                found.stream()
                    .map(FlagEntity::toDomain)
                    .collect(Collectors.toMap(Flag::getKey, Function.identity())));
  }

  /** Whether a flag needs a unit to decide. */
  public static boolean goesByUnits(FlagDefinition definition) {
    return definition.getRulesList().stream()
        .anyMatch(rule -> rule.getKindCase() != KindCase.FORCE);
  }

  /**
   * Adds what is wrong with the flag that an experiment is to drive, if any.
   *
   * @param definition one that keeps the rules of a draft
   */
  public static Uni<Void> check(
      Mutiny.Session session,
      Violations violations,
      ExperimentKey experiment,
      ExperimentDefinition definition) {
    var key = definition.getFlag();
    return withRule(session, experiment)
        .invoke(keys -> checkOthers(violations, keys, key))
        .chain(() -> find(session, key.isEmpty() ? Set.of() : Set.of(key)))
        .invoke(found -> {
          if (!key.isEmpty()) {
            check(violations, found.get(key), definition);
          }
        })
        .replaceWithVoid();
  }

  /** The flags with a rule for an experiment: none but the one that its definition names. */
  private static Uni<List<String>> withRule(Mutiny.Session session, ExperimentKey experiment) {
    var rule = ExperimentRule.newBuilder().setExperiment(experiment.value());
    var like =
        FlagDefinition.newBuilder().addRules(FlagRule.newBuilder().setExperiment(rule)).build();
    return session
        .createSelectionQuery(WITH_RULE, String.class)
        .setParameter(1, ProtoJson.print(like))
        .getResultList();
  }

  private static void checkOthers(Violations violations, List<String> keys, String named) {
    for (var key : keys) {
      violations.check(
          key.equals(named),
          FIELD,
          "must stay '%s', which has a rule for the experiment: take that out first"
              .formatted(key));
    }
  }

  private static void check(
      Violations violations, @Nullable Flag flag, ExperimentDefinition experiment) {
    if (flag == null) {
      violations.add(FIELD, "must be a flag that exists");
      return;
    }
    violations.check(
        !flag.hasArchiveTime(), FIELD, "was archived: restore it, or name another flag");
    violations.check(
        flag.getDefinition().getUnitType() == experiment.getUnitType(),
        FIELD,
        "must be a flag of the same unit type");
    for (var i = 0; i < experiment.getVariantsCount(); i++) {
      FlagRules.checkValue(
          violations,
          "definition.variants[" + i + "].payload",
          flag.getDefinition().getType(),
          experiment.getVariants(i).hasPayload(),
          experiment.getVariants(i).getPayload());
    }
  }
}
