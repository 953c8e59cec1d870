package plumbline.assignment.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import plumbline.engine.targeting.Decision;
import plumbline.engine.targeting.LiveExperiment;
import plumbline.engine.targeting.Phase;
import plumbline.engine.targeting.Rule;
import plumbline.proto.assignment.v1.Assignment;
import plumbline.proto.assignment.v1.AssignmentReason;
import plumbline.proto.assignment.v1.AssignmentRule;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;

/** An experiment with everything that it can answer rendered beforehand, once a snapshot. */
public final class AssignableExperiment {
  private final Experiment experiment;
  private final LiveExperiment live;
  private final boolean serving;
  private final Map<Rule, Assignment> defaults = new EnumMap<>(Rule.class);
  // By the variant's place in the definition.
  private final Map<Rule, Assignment[]> served = new EnumMap<>(Rule.class);

  /** Throws {@link IllegalArgumentException} if the definition cannot be assigned by. */
  AssignableExperiment(Experiment experiment) {
    var phase = phase(experiment);
    this.experiment = experiment;
    this.live = LiveExperiment.of(definition(experiment), phase);
    this.serving = phase != Phase.PENDING && phase != Phase.OVER;
    for (var rule : Rule.values()) {
      defaults.put(rule, render(rule).build());
      served.put(rule, renderVariants(rule));
    }
  }

  public String key() {
    return experiment.getKey();
  }

  public UnitType unitType() {
    return experiment.getDefinition().getUnitType();
  }

  /** Whether it answers anybody with a variant. */
  public boolean isServing() {
    return serving;
  }

  /** What the unit gets. */
  public Decision decide(String unit) {
    return live.decide(unit);
  }

  /** The reply for a decision of this experiment. */
  public Assignment reply(Decision decision) {
    return switch (decision) {
      case Decision.Default(var rule) -> requireNonNull(defaults.get(rule));
      case Decision.Served(var variant, var rule, _) -> requireNonNull(served.get(rule))[variant];
    };
  }

  private Assignment[] renderVariants(Rule rule) {
    return experiment.getDefinition().getVariantsList().stream()
        .map(variant -> render(rule, variant))
        .toArray(Assignment[]::new);
  }

  private Assignment render(Rule rule, Variant variant) {
    var assignment = render(rule).setVariant(variant.getKey());
    if (variant.hasPayload()) {
      assignment.setPayload(variant.getPayload());
    }
    return assignment.build();
  }

  private Assignment.Builder render(Rule rule) {
    var assignment = Assignment.newBuilder().setExperiment(experiment.getKey());
    return switch (rule) {
      case NOT_STARTED ->
          assignment
              .setRule(AssignmentRule.ASSIGNMENT_RULE_NOT_STARTED)
              .setReason(AssignmentReason.ASSIGNMENT_REASON_DISABLED);
      case TRAFFIC ->
          assignment
              .setRule(AssignmentRule.ASSIGNMENT_RULE_TRAFFIC)
              .setReason(AssignmentReason.ASSIGNMENT_REASON_DEFAULT);
      case VARIANT ->
          assignment
              .setRule(AssignmentRule.ASSIGNMENT_RULE_VARIANT)
              .setReason(AssignmentReason.ASSIGNMENT_REASON_SPLIT);
      case HALTED ->
          assignment
              .setRule(AssignmentRule.ASSIGNMENT_RULE_HALTED)
              .setReason(AssignmentReason.ASSIGNMENT_REASON_DISABLED);
    };
  }

  private static LiveExperiment.Definition definition(Experiment experiment) {
    var definition = experiment.getDefinition();
    var variants = definition.getVariantsList();
    var control = 0;
    while (control < variants.size() && !variants.get(control).getControl()) {
      control++;
    }
    if (control == variants.size()) {
      throw new IllegalArgumentException(experiment.getKey() + " has no control");
    }
    return new LiveExperiment.Definition(
        experiment.getKey(),
        definition.hasTraffic() ? definition.getTraffic() : 1,
        control,
        variants.stream().mapToDouble(Variant::getWeight).toArray());
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
