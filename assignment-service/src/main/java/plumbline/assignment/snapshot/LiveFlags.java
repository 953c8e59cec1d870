package plumbline.assignment.snapshot;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Value;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.change.StoredRow.Kind;
import plumbline.engine.targeting.Eligibility;
import plumbline.engine.targeting.FlagRule;
import plumbline.engine.targeting.LiveFlag;
import plumbline.engine.targeting.Outcome;
import plumbline.engine.targeting.Prerequisite;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentRule;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.Flag;

/** Makes a snapshot's flags ready to decide, each after the experiments that drive it. */
final class LiveFlags {
  private final Contents contents;
  private final Map<String, Flag> contracts;
  private final LiveExperiments experiments;
  private final Map<String, AssignableFlag> made;
  private final Set<String> underWay = new HashSet<>();

  LiveFlags(Contents contents, Map<String, AssignableFlag> kept, LiveExperiments experiments) {
    this.contents = contents;
    this.contracts =
        contents.flags().stream().collect(Collectors.toMap(Flag::getKey, Function.identity()));
    this.made = new HashMap<>(kept);
    this.experiments = experiments;
  }

  /** All of them, in the order of their keys: replicas are to answer alike. */
  Map<String, AssignableFlag> all() {
    Map<String, AssignableFlag> all = new LinkedHashMap<>();
    contracts.keySet().stream()
        .sorted()
        .forEach(key -> all.put(key, make(requireNonNull(contracts.get(key)))));
    return Collections.unmodifiableMap(all);
  }

  /** That a flag gives a value; one that is not there, or would go in a circle, never does. */
  Prerequisite prerequisite(String key, Value wanted) {
    return find(key)
        .map(flag ->
            Prerequisite.given(flag.live(), (FlagAnswer answer) -> answer.value().equals(wanted)))
        .orElse(Prerequisite.NEVER);
  }

  /** Another text wherever anything changed that the flag answers by. */
  String revision(String key) {
    return find(key).map(AssignableFlag::revision).orElse("");
  }

  private Optional<AssignableFlag> find(String key) {
    @Nullable Flag flag = contracts.get(key);
    return flag == null || flag.hasArchiveTime() || underWay.contains(key)
        ? Optional.empty()
        : Optional.of(make(flag));
  }

  private AssignableFlag make(Flag flag) {
    @Nullable AssignableFlag before = made.get(flag.getKey());
    if (before != null) {
      return before;
    }
    underWay.add(flag.getKey());
    var definition = flag.getDefinition();
    var answers = new FlagAnswers(definition);
    var rules =
        definition.getRulesList().stream()
            .flatMap(rule -> rule(flag.getKey(), rule, answers).stream())
            .toList();
    var live = new LiveFlag<>(rules, answers.otherwise());
    var flagWithRevision = new AssignableFlag(flag, live, ownRevision(flag));
    underWay.remove(flag.getKey());
    made.put(flag.getKey(), flagWithRevision);
    return flagWithRevision;
  }

  private String ownRevision(Flag flag) {
    var key = flag.getKey();
    return flag.getDefinition().getRulesList().stream()
        .filter(plumbline.proto.assignment.v1.FlagRule::hasExperiment)
        .map(rule -> experiments.revision(rule.getExperiment().getExperiment()))
        .collect(Collectors.joining(",", key + "@" + contents.mark(Kind.FLAG.id(key)) + "(", ")"));
  }

  private Optional<FlagRule<FlagAnswer>> rule(
      String flag, plumbline.proto.assignment.v1.FlagRule rule, FlagAnswers answers) {
    return switch (rule.getKindCase()) {
      case FORCE ->
          Optional.of(
              FlagRule.force(
                  condition(rule.getForce().getCondition(), flag), answers.forced(rule)));
      case ROLLOUT ->
          Optional.of(
              FlagRule.rollout(
                  condition(rule.getRollout().getCondition(), flag),
                  flag,
                  rule.getRollout().getShare(),
                  answers.rolledOut(rule)));
      case EXPERIMENT ->
          experiments
              .contract(rule.getExperiment().getExperiment())
              .flatMap(experiment -> experiment(flag, rule, experiment, answers));
      // Saving refuses it.
      case KIND_NOT_SET -> Optional.empty();
    };
  }

  private Optional<FlagRule<FlagAnswer>> experiment(
      String flag,
      plumbline.proto.assignment.v1.FlagRule rule,
      Experiment experiment,
      FlagAnswers answers) {
    if (experiment.getState() != ExperimentState.EXPERIMENT_STATE_DECIDED) {
      return experiments
          .find(experiment.getKey())
          .map(live -> FlagRule.experiment(live, answers.served(rule, experiment)));
    }
    return experiment.hasStartTime()
        ? Optional.of(outcome(flag, rule, experiment, answers))
        : Optional.empty();
  }

  /** What was decided goes to everybody that the experiment was for: the winner, else control. */
  private FlagRule<FlagAnswer> outcome(
      String flag,
      plumbline.proto.assignment.v1.FlagRule rule,
      Experiment experiment,
      FlagAnswers answers) {
    var winner = LiveExperiments.winner(experiment);
    var outcome =
        Outcome.of(
            experiments.deciding(experiment),
            winner,
            flag,
            LiveExperiments.isShipped(experiment) ? rollout(rule.getExperiment()) : 1);
    return FlagRule.outcome(
        outcome, answers.outcome(rule, experiment, experiment.getDefinition().getVariants(winner)));
  }

  private static double rollout(ExperimentRule rule) {
    return rule.hasRollout() ? rule.getRollout() : 1;
  }

  private static Eligibility condition(String rule, String flag) {
    return rule.isEmpty() ? Eligibility.EVERYBODY : EligibilityRules.ofFlag(rule, flag);
  }
}
