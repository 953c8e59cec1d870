package plumbline.assignment.snapshot;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.exposure.ExposureAttributes;
import plumbline.engine.targeting.Decision;
import plumbline.engine.targeting.Rule;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagRule;
import plumbline.proto.assignment.v1.Variant;

/** Makes the answers of one flag. */
final class FlagAnswers {
  private static final String DEFAULT = "default";
  private static final String TYPE_PREFIX = "UNIT_TYPE_";

  private final FlagDefinition flag;

  FlagAnswers(FlagDefinition flag) {
    this.flag = flag;
  }

  /** What everybody gets whom no rule gives anything. */
  FlagAnswer otherwise() {
    var reason = flag.getRulesCount() == 0 ? FlagReason.STATIC : FlagReason.DEFAULT;
    var metadata = metadata("DEFAULT", null).build();
    return answer(flag.getDefaultValue(), DEFAULT, reason, metadata);
  }

  FlagAnswer forced(FlagRule rule) {
    return answer(
        rule.getForce().getValue(),
        rule.getKey(),
        FlagReason.TARGETING_MATCH,
        metadata("FORCE", rule).build());
  }

  FlagAnswer rolledOut(FlagRule rule) {
    return answer(
        rule.getRollout().getValue(),
        rule.getKey(),
        FlagReason.SPLIT,
        metadata("ROLLOUT", rule).build());
  }

  /** What is left of a decided experiment. */
  FlagAnswer outcome(FlagRule rule, Experiment experiment, Variant winner) {
    var metadata = metadata("OUTCOME", rule);
    describe(metadata, experiment);
    return answer(value(winner), winner.getKey(), FlagReason.SPLIT, metadata.build());
  }

  /** What an experiment serves, by its decision. */
  Function<Decision.Served, FlagAnswer> served(FlagRule rule, Experiment experiment) {
    var attributes = ExposureAttributes.of(experiment);
    Map<Rule, FlagAnswer[]> answers = new EnumMap<>(Rule.class);
    for (var by : new Rule[] {Rule.OVERRIDE, Rule.VARIANT, Rule.HALTED}) {
      answers.put(
          by,
          experiment.getDefinition().getVariantsList().stream()
              .map(variant -> served(rule, experiment, variant, by, attributes))
              .toArray(FlagAnswer[]::new));
    }
    return decision -> answers.getOrDefault(decision.rule(), new FlagAnswer[0])[decision.variant()];
  }

  private FlagAnswer served(
      FlagRule rule,
      Experiment experiment,
      Variant variant,
      Rule by,
      ExposureAttributes attributes) {
    var exposes =
        by == Rule.VARIANT && experiment.getState() == ExperimentState.EXPERIMENT_STATE_RUNNING;
    var recorded = exposes && !flag.getExposureOff();
    var metadata = metadata(by.name(), rule);
    describe(metadata, experiment);
    metadata.putFields("exposes", bool(exposes)).putFields("exposed", bool(false));
    var bulk = metadata.build();
    var single = metadata.putFields("exposed", bool(recorded)).build();
    var shown =
        new FlagAnswer.Shown(
            experiment.getKey(),
            variant.getKey(),
            experiment.getDefinition().getUnitType(),
            recorded,
            attributes);
    return new FlagAnswer(
        value(variant),
        variant.getKey(),
        reason(by),
        single,
        bulk,
        exposes ? Optional.of(shown) : Optional.empty());
  }

  /** A variant without a payload gives what it would without the experiment; saving refuses it. */
  private Value value(Variant variant) {
    return variant.hasPayload() ? variant.getPayload() : flag.getDefaultValue();
  }

  private static FlagReason reason(Rule by) {
    return switch (by) {
      case OVERRIDE -> FlagReason.TARGETING_MATCH;
      case HALTED -> FlagReason.DISABLED;
      case VARIANT -> FlagReason.SPLIT;
      case NOT_STARTED, HOLDOUT, NOT_ELIGIBLE, PREREQUISITE, LAYER, TRAFFIC ->
          throw new IllegalArgumentException("serves nobody: " + by);
    };
  }

  private static FlagAnswer answer(
      Value value, String variant, FlagReason reason, Struct metadata) {
    return new FlagAnswer(value, variant, reason, metadata, metadata, Optional.empty());
  }

  private static Struct.Builder metadata(String by, @Nullable FlagRule rule) {
    var metadata = Struct.newBuilder().putFields("rule", text(by));
    return rule == null ? metadata : metadata.putFields("flagRule", text(rule.getKey()));
  }

  private static void describe(Struct.Builder metadata, Experiment experiment) {
    var type = experiment.getDefinition().getUnitType().name().substring(TYPE_PREFIX.length());
    metadata
        .putFields("experiment", text(experiment.getKey()))
        .putFields("unitType", text(type.toLowerCase(Locale.ROOT)));
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  private static Value bool(boolean bool) {
    return Value.newBuilder().setBoolValue(bool).build();
  }
}
