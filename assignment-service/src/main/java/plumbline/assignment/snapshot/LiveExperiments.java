package plumbline.assignment.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.change.StoredRow.Kind;
import plumbline.assignment.definition.TrafficShare;
import plumbline.engine.targeting.Eligibility;
import plumbline.engine.targeting.Holdout;
import plumbline.engine.targeting.LiveExperiment;
import plumbline.engine.targeting.Phase;
import plumbline.engine.targeting.Prerequisite;
import plumbline.engine.targeting.Slots;
import plumbline.engine.targeting.Targeting;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.ForcedOverride;
import plumbline.proto.assignment.v1.Variant;

/** Makes a snapshot's experiments ready to decide, each after those that it depends on. */
final class LiveExperiments {
  private final Contents contents;
  private final Map<String, Experiment> contracts;
  private final Map<String, plumbline.proto.assignment.v1.Holdout> holdouts = new HashMap<>();
  private final Map<String, AssignableExperiment> made;
  private final Set<String> underWay = new HashSet<>();
  private final Set<String> revising = new HashSet<>();
  private final LiveFlags flags;

  /**
   * Makes what is not kept.
   *
   * @param keptExperiments by key, those that answer as before
   * @param keptFlags by key, those that answer as before
   * @throws IllegalArgumentException if a definition cannot be assigned by
   */
  LiveExperiments(
      Contents contents,
      Map<String, AssignableExperiment> keptExperiments,
      Map<String, AssignableFlag> keptFlags) {
    this.contents = contents;
    contents.holdouts().forEach(it -> holdouts.put(it.getKey(), it));
    contracts =
        contents.experiments().stream()
            .collect(Collectors.toMap(Experiment::getKey, Function.identity()));
    made = new HashMap<>(keptExperiments);
    flags = new LiveFlags(contents, keptFlags, this);
    contracts.values().forEach(this::make);
  }

  /** The snapshot's flags. */
  LiveFlags flags() {
    return flags;
  }

  /** One of the snapshot's experiments. */
  AssignableExperiment require(String key) {
    return requireNonNull(made.get(key));
  }

  /** As it is defined; empty if there is none. */
  Optional<Experiment> contract(String key) {
    return Optional.ofNullable(contracts.get(key));
  }

  /** The experiment; empty if there is none, or one would go in a circle. */
  Optional<LiveExperiment> find(String key) {
    return underWay.contains(key) ? Optional.empty() : contract(key).map(this::make);
  }

  /** Another text wherever anything changed that the experiment answers by. */
  String revision(String key) {
    @Nullable Experiment experiment = contracts.get(key);
    if (experiment == null || !revising.add(key)) {
      return key;
    }
    var revision =
        experiment.getDefinition().getPrerequisitesList().stream()
            .map(it -> it.hasValue() ? flags.revision(it.getKey()) : revision(it.getKey()))
            .collect(
                Collectors.joining(
                    ",", key + "@" + contents.mark(Kind.EXPERIMENT.id(key)) + "(", ")"));
    revising.remove(key);
    return revision;
  }

  /** All that decides by an experiment, also of one that no longer serves. */
  LiveExperiment.Definition deciding(Experiment experiment) {
    return basis(experiment).with(targeting(experiment));
  }

  private LiveExperiment make(Experiment experiment) {
    var key = experiment.getKey();
    @Nullable AssignableExperiment before = made.get(key);
    if (before != null) {
      return before.live();
    }
    underWay.add(key);
    var phase = phase(experiment);
    var live = LiveExperiment.of(definition(experiment, phase), phase);
    underWay.remove(key);
    made.put(key, new AssignableExperiment(experiment, live));
    return live;
  }

  private LiveExperiment.Definition definition(Experiment experiment, Phase phase) {
    // Who answers nobody needs no rule; compiling one takes milliseconds.
    var deciding = phase != Phase.PENDING && phase != Phase.OVER;
    return deciding ? deciding(experiment) : basis(experiment);
  }

  private static LiveExperiment.Definition basis(Experiment experiment) {
    return new LiveExperiment.Definition(
        experiment.getKey(),
        TrafficShare.now(experiment),
        control(experiment),
        experiment.getDefinition().getVariantsList().stream()
            .mapToDouble(Variant::getWeight)
            .toArray());
  }

  private Targeting targeting(Experiment experiment) {
    var definition = experiment.getDefinition();
    var layer = definition.getLayer();
    var overrides =
        definition.getOverridesList().stream()
            .collect(
                Collectors.toMap(
                    ForcedOverride::getUnit, it -> requireVariant(experiment, it.getVariant())));
    return new Targeting(
        overrides,
        definition.getHoldoutsList().stream().map(it -> holdout(it, definition)).toList(),
        eligibility(experiment),
        definition.getPrerequisitesList().stream()
            .map(it ->
                it.hasValue()
                    ? flags.prerequisite(it.getKey(), it.getValue())
                    : prerequisite(it.getKey(), it.getVariant()))
            .toList(),
        definition.hasLayer()
            ? new Slots(layer.getLayer(), layer.getFromSlot(), layer.getToSlot())
            : null);
  }

  /** What is not there, or for other units, holds everybody out: saving refuses both. */
  private Holdout holdout(String key, ExperimentDefinition definition) {
    var found = holdouts.get(key);
    return found == null || found.getUnitType() != definition.getUnitType()
        ? Holdout.of(key, 1)
        : Holdout.of(key, found.getShare());
  }

  private static Eligibility eligibility(Experiment experiment) {
    var rule = experiment.getDefinition().getEligibility();
    return rule.isEmpty()
        ? Eligibility.EVERYBODY
        : EligibilityRules.ofExperiment(rule, experiment.getKey());
  }

  /** What is not there, or would go in a circle, holds for nobody: saving refuses both. */
  private Prerequisite prerequisite(String key, String variant) {
    @Nullable Experiment other = contracts.get(key);
    if (other == null || underWay.contains(key)) {
      return Prerequisite.NEVER;
    }
    var index = indexOf(other.getDefinition(), variant);
    if (index < 0) {
      return Prerequisite.NEVER;
    }
    return other.getState() == ExperimentState.EXPERIMENT_STATE_DECIDED
        ? decided(other, index)
        : Prerequisite.served(make(other), index);
  }

  /**
   * Who had what was decided goes on having it, so a decision elsewhere throws nobody out of an
   * experiment that runs; what was not decided nobody has any more.
   */
  private Prerequisite decided(Experiment other, int index) {
    if (!other.hasStartTime() || index != winner(other)) {
      return Prerequisite.NEVER;
    }
    // As if it were still stopped; or, with control for everybody, halted.
    var phase = isShipped(other) ? Phase.STOPPED : Phase.HALTED;
    return Prerequisite.served(LiveExperiment.of(deciding(other), phase), index);
  }

  /** The variant that a decided experiment leaves: the shipped one, else control. */
  static int winner(Experiment experiment) {
    return isShipped(experiment)
        ? requireVariant(experiment, experiment.getDecision().getVariant())
        : control(experiment);
  }

  static boolean isShipped(Experiment experiment) {
    return experiment.getDecision().getOutcome() == DecisionOutcome.DECISION_OUTCOME_SHIP;
  }

  private static int requireVariant(Experiment experiment, String variant) {
    var index = indexOf(experiment.getDefinition(), variant);
    if (index < 0) {
      throw new IllegalArgumentException(experiment.getKey() + " has no variant " + variant);
    }
    return index;
  }

  private static int indexOf(ExperimentDefinition definition, String variant) {
    return definition.getVariantsList().stream().map(Variant::getKey).toList().indexOf(variant);
  }

  private static int control(Experiment experiment) {
    var control =
        experiment.getDefinition().getVariantsList().stream()
            .map(Variant::getControl)
            .toList()
            .indexOf(true);
    if (control < 0) {
      throw new IllegalArgumentException(experiment.getKey() + " has no control");
    }
    return control;
  }

  private static Phase phase(Experiment experiment) {
    return switch (experiment.getState()) {
      case EXPERIMENT_STATE_DRAFT,
          EXPERIMENT_STATE_IN_REVIEW,
          EXPERIMENT_STATE_APPROVED,
          EXPERIMENT_STATE_REJECTED ->
          Phase.PENDING;
      case EXPERIMENT_STATE_RUNNING -> Phase.RUNNING;
      case EXPERIMENT_STATE_STOPPED -> Phase.STOPPED;
      case EXPERIMENT_STATE_HALTED -> Phase.HALTED;
      case EXPERIMENT_STATE_DECIDED -> Phase.OVER;
      case EXPERIMENT_STATE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException(experiment.getKey() + " is in no known state");
    };
  }
}
