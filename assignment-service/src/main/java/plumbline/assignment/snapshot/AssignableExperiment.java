package plumbline.assignment.snapshot;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Value;
import java.util.EnumMap;
import java.util.Map;
import plumbline.assignment.exposure.ExposureAttributes;
import plumbline.engine.targeting.Decision;
import plumbline.engine.targeting.LiveExperiment;
import plumbline.engine.targeting.Rule;
import plumbline.proto.assignment.v1.Assignment;
import plumbline.proto.assignment.v1.AssignmentReason;
import plumbline.proto.assignment.v1.AssignmentRule;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;

/** An experiment with everything that it can answer rendered beforehand, once a change. */
public final class AssignableExperiment {
  private final Experiment experiment;
  private final LiveExperiment live;
  private final ExposureAttributes exposureAttributes;
  private final Map<Rule, Assignment> defaults = new EnumMap<>(Rule.class);
  // By the variant's place in the definition.
  private final Map<Rule, Assignment[]> served = new EnumMap<>(Rule.class);

  AssignableExperiment(Experiment experiment, LiveExperiment live) {
    this.experiment = experiment;
    this.live = live;
    this.exposureAttributes = ExposureAttributes.of(experiment);
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

  /** What its exposures carry. */
  public ExposureAttributes exposureAttributes() {
    return exposureAttributes;
  }

  /** Whether it answers anybody with a variant. */
  public boolean isServing() {
    return live.isServing();
  }

  /** What the unit gets. */
  public Decision decide(String unit, Map<String, Value> attributes) {
    return live.decide(unit, attributes);
  }

  /** The reply for a decision of this experiment. */
  public Assignment reply(Decision decision) {
    return switch (decision) {
      case Decision.Default(var rule) -> requireNonNull(defaults.get(rule));
      case Decision.Served(var variant, var rule, _) -> requireNonNull(served.get(rule))[variant];
    };
  }

  LiveExperiment live() {
    return live;
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
    return Assignment.newBuilder()
        .setExperiment(experiment.getKey())
        .setRule(rule(rule))
        .setReason(reason(rule));
  }

  private static AssignmentRule rule(Rule rule) {
    return switch (rule) {
      case NOT_STARTED -> AssignmentRule.ASSIGNMENT_RULE_NOT_STARTED;
      case OVERRIDE -> AssignmentRule.ASSIGNMENT_RULE_OVERRIDE;
      case HOLDOUT -> AssignmentRule.ASSIGNMENT_RULE_HOLDOUT;
      case NOT_ELIGIBLE -> AssignmentRule.ASSIGNMENT_RULE_NOT_ELIGIBLE;
      case PREREQUISITE -> AssignmentRule.ASSIGNMENT_RULE_PREREQUISITE;
      case LAYER -> AssignmentRule.ASSIGNMENT_RULE_LAYER;
      case TRAFFIC -> AssignmentRule.ASSIGNMENT_RULE_TRAFFIC;
      case VARIANT -> AssignmentRule.ASSIGNMENT_RULE_VARIANT;
      case HALTED -> AssignmentRule.ASSIGNMENT_RULE_HALTED;
    };
  }

  private static AssignmentReason reason(Rule rule) {
    return switch (rule) {
      case NOT_STARTED, HALTED -> AssignmentReason.ASSIGNMENT_REASON_DISABLED;
      case OVERRIDE -> AssignmentReason.ASSIGNMENT_REASON_TARGETING_MATCH;
      case HOLDOUT, NOT_ELIGIBLE, PREREQUISITE, LAYER, TRAFFIC ->
          AssignmentReason.ASSIGNMENT_REASON_DEFAULT;
      case VARIANT -> AssignmentReason.ASSIGNMENT_REASON_SPLIT;
    };
  }
}
