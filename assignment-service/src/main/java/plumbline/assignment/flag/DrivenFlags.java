package plumbline.assignment.flag;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import plumbline.assignment.change.Changes.Work;
import plumbline.assignment.flag.FlagWrites.Note;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentRule;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagRule;

/** Lets experiments that start drive their flags. */
@ApplicationScoped
public class DrivenFlags {
  private static final int MAX_KEY = 64;

  private final FlagExperiments experiments;
  private final FlagPromises promises;

  @Inject
  DrivenFlags(FlagExperiments experiments, FlagPromises promises) {
    this.experiments = experiments;
    this.promises = promises;
  }

  /**
   * Adds a rule for an experiment that starts to the flag that it names, if it names one that has
   * none: behind the force rules that come first, and behind what may not change now.
   *
   * @param flag one that is in use; empty: none
   * @param starter the authenticated principal's name
   * @throws Failure.Refused if the flag cannot take the rule, or has it where units of another
   *     experiment would see another variant
   */
  public Uni<Void> start(Work work, String experiment, String flag, String starter) {
    return flag.isEmpty()
        ? Uni.createFrom().voidItem()
        : work.session()
            .find(FlagEntity.class, flag)
            .map(found -> Flags.require(found, flag))
            .chain(found -> start(work, experiment, found, starter));
  }

  private Uni<Void> start(Work work, String experiment, FlagEntity flag, String starter) {
    var definition = flag.definition();
    var at = FlagPromises.indexOf(definition, experiment);
    return experiments
        .of(flag.key)
        .map(all -> all.stream().filter(FlagPromises::isSticky).toList())
        .invoke(sticky -> refuseBefore(experiment, flag.key, definition, sticky, at))
        .chain(sticky ->
            at >= 0
                ? Uni.createFrom().voidItem()
                : add(work, experiment, flag, with(definition, experiment, sticky), starter));
  }

  private Uni<Void> add(
      Work work, String experiment, FlagEntity flag, FlagDefinition next, String starter) {
    var violations = new Violations();
    FlagRules.check(violations, next);
    if (!violations.found().isEmpty()) {
      var problem = violations.found().getFirst();
      throw new Failure.Refused(
          "experiment '%s' cannot start: its flag '%s' cannot take a rule for it, as %s %s"
              .formatted(experiment, flag.key, problem.field(), problem.description()));
    }
    var note = new Note("update", starter, "start of experiment '" + experiment + "'");
    return promises
        .check(flag.key, next)
        .chain(() -> FlagWrites.change(flag, note, work, it -> it.define(next)))
        .replaceWithVoid();
  }

  /** A rule that waited before a running experiment's would take that one's units from it. */
  private static void refuseBefore(
      String experiment, String flag, FlagDefinition definition, List<Experiment> sticky, int at) {
    for (var other : sticky) {
      if (at >= 0 && at < FlagPromises.indexOf(definition, other.getKey())) {
        throw new Failure.Refused(
            "experiment '%s' cannot start: its rule in flag '%s' comes before that of '%s', which is not decided yet and whose units would see another variant; decide that one first"
                .formatted(experiment, flag, other.getKey()));
      }
    }
  }

  private static FlagDefinition with(
      FlagDefinition definition, String experiment, List<Experiment> sticky) {
    var at = 0;
    while (at < definition.getRulesCount() && definition.getRules(at).hasForce()) {
      at++;
    }
    for (var other : sticky) {
      at = Math.max(at, FlagPromises.indexOf(definition, other.getKey()) + 1);
    }
    var rule =
        FlagRule.newBuilder()
            .setKey(freeKey(definition, experiment))
            .setExperiment(ExperimentRule.newBuilder().setExperiment(experiment));
    return definition.toBuilder().addRules(at, rule).build();
  }

  /** The experiment's key, or with a number behind it where another rule has that. */
  private static String freeKey(FlagDefinition definition, String experiment) {
    var taken =
        definition.getRulesList().stream().map(FlagRule::getKey).collect(Collectors.toSet());
    taken.add(FlagRuleCheck.DEFAULT);
    var key = experiment;
    for (var i = 2; taken.contains(key); i++) {
      var end = "-" + i;
      key = experiment.substring(0, Math.min(experiment.length(), MAX_KEY - end.length())) + end;
    }
    return key;
  }
}
