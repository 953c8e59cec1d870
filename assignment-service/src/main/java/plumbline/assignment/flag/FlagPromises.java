package plumbline.assignment.flag;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagRule;
import plumbline.proto.assignment.v1.UnitType;

/** What a flag owes to experiments, in the transaction of a change of the flag. */
@ApplicationScoped
class FlagPromises {
  private final FlagExperiments experiments;

  @Inject
  FlagPromises(FlagExperiments experiments) {
    this.experiments = experiments;
  }

  /**
   * Checks that a flag may be so, whatever it was.
   *
   * @throws Failure.Invalid naming each rule whose experiment is not one of this flag, or the rules
   *     if they go in a circle
   * @throws Failure.Refused if an experiment of another unit type needs the flag
   */
  Uni<Void> check(String key, FlagDefinition wanted) {
    var named =
        wanted.getRulesList().stream()
            .filter(FlagRule::hasExperiment)
            .map(rule -> rule.getExperiment().getExperiment())
            .collect(Collectors.toSet());
    return experiments
        .named(named)
        .invoke(found -> checkNamed(key, wanted, found))
        .chain(() -> experiments.refuseCircles(key, wanted))
        .chain(() -> NamedFlags.goesByUnits(wanted) ? experiments.needing(key) : nobody())
        .invoke(needing -> refuseOtherUnits(key, wanted.getUnitType(), needing))
        .replaceWithVoid();
  }

  /**
   * Checks that units go on seeing the variants that they see.
   *
   * @throws Failure.Refused saying which experiment needs which rules as they are
   */
  Uni<Void> checkChange(String key, FlagDefinition before, FlagDefinition wanted) {
    return experiments
        .of(key)
        .invoke(found -> {
          for (var experiment : found) {
            var at = indexOf(before, experiment.getKey());
            if (at >= 0) {
              checkKept(key, experiment, before, wanted, at);
            }
          }
        })
        .replaceWithVoid();
  }

  /**
   * Checks that nobody needs the flag.
   *
   * @throws Failure.Refused naming an experiment that does
   */
  Uni<Void> checkArchive(String key) {
    return experiments
        .of(key)
        .invoke(found -> refuseServing(key, found))
        .chain(() -> experiments.needing(key))
        .invoke(found -> refuseNeeded(key, found))
        .replaceWithVoid();
  }

  /** Where the flag's rule for the experiment is; -1: it has none. */
  static int indexOf(FlagDefinition definition, String experiment) {
    for (var i = 0; i < definition.getRulesCount(); i++) {
      if (definition.getRules(i).getExperiment().getExperiment().equals(experiment)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the experiment's units see variants by the formula. */
  static boolean isSticky(Experiment experiment) {
    return switch (experiment.getState()) {
      case EXPERIMENT_STATE_RUNNING, EXPERIMENT_STATE_STOPPED -> true;
      case EXPERIMENT_STATE_DRAFT,
          EXPERIMENT_STATE_IN_REVIEW,
          EXPERIMENT_STATE_APPROVED,
          EXPERIMENT_STATE_REJECTED,
          EXPERIMENT_STATE_HALTED,
          EXPERIMENT_STATE_DECIDED,
          EXPERIMENT_STATE_UNSPECIFIED,
          UNRECOGNIZED ->
          false;
    };
  }

  /**
   * Unit type and payloads are the flag's: saving the experiment saw to it, and neither changes.
   */
  private static void checkNamed(String key, FlagDefinition wanted, Map<String, Experiment> found) {
    var violations = new Violations();
    for (var i = 0; i < wanted.getRulesCount(); i++) {
      if (wanted.getRules(i).hasExperiment()) {
        var field = FlagRules.RULES + "[" + i + "].experiment.experiment";
        @Nullable Experiment named = found.get(wanted.getRules(i).getExperiment().getExperiment());
        if (named == null) {
          violations.add(field, "must be an experiment that exists");
        } else {
          violations.check(
              named.getDefinition().getFlag().equals(key),
              field,
              "must be an experiment whose definition names this flag");
        }
      }
    }
    violations.throwIfAny();
  }

  private static void checkKept(
      String key, Experiment experiment, FlagDefinition before, FlagDefinition wanted, int at) {
    var kept =
        wanted.getRulesCount() > at
            && wanted
                .getRulesList()
                .subList(0, at + 1)
                .equals(before.getRulesList().subList(0, at + 1));
    if (isSticky(experiment) && !kept) {
      throw new Failure.Refused(
          "experiment '%s' runs, or was stopped and is not decided yet: the rules of flag '%s' up to its rule '%s' stay as they are until then, as units would see another variant; what comes after them may change"
              .formatted(experiment.getKey(), key, before.getRules(at).getKey()));
    }
    if (isHalted(experiment) && indexOf(wanted, experiment.getKey()) < 0) {
      throw new Failure.Refused(
          "experiment '%s' was halted, and everybody in it gets control by the rule '%s' of flag '%s': decide the experiment before the rule is taken out"
              .formatted(experiment.getKey(), before.getRules(at).getKey(), key));
    }
  }

  private static void refuseServing(String key, List<Experiment> own) {
    for (var experiment : own) {
      if (isSticky(experiment) || isHalted(experiment)) {
        throw new Failure.Refused(
            "flag '%s' cannot be archived: experiment '%s' drives it and is not decided yet; units would get another value"
                .formatted(key, experiment.getKey()));
      }
    }
  }

  private static void refuseNeeded(String key, List<Experiment> needing) {
    for (var experiment : needing) {
      if (isSticky(experiment) || isHalted(experiment)) {
        throw new Failure.Refused(
            "flag '%s' cannot be archived: experiment '%s' is for units by its value, and is not decided yet"
                .formatted(key, experiment.getKey()));
      }
      if (experiment.getState() == ExperimentState.EXPERIMENT_STATE_DECIDED) {
        throw new Failure.Refused(
            "flag '%s' cannot be archived: experiment '%s' was for units by its value, and flag '%s' still serves them the outcome; take that rule out first"
                .formatted(key, experiment.getKey(), experiment.getDefinition().getFlag()));
      }
    }
  }

  private static void refuseOtherUnits(String key, UnitType own, List<Experiment> needing) {
    for (var experiment : needing) {
      if (experiment.getDefinition().getUnitType() != own) {
        throw new Failure.Refused(
            "flag '%s' can have force rules alone: experiment '%s' is for units by its value, and is of another unit type"
                .formatted(key, experiment.getKey()));
      }
    }
  }

  private static boolean isHalted(Experiment experiment) {
    return experiment.getState() == ExperimentState.EXPERIMENT_STATE_HALTED;
  }

  private static Uni<List<Experiment>> nobody() {
    return Uni.createFrom().item(List.of());
  }
}
