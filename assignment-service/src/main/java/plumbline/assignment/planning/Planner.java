package plumbline.assignment.planning;

import com.google.protobuf.util.Durations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import plumbline.engine.planning.Split.VariantUnits;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.PlanReading;
import plumbline.proto.assignment.v1.SubmissionObstacle;
import plumbline.proto.assignment.v1.VariantSize;

/** Reads plans, and completes them. */
@ApplicationScoped
public class Planner {
  private static final Set<ExperimentState> SUBMITTABLE =
      Set.of(ExperimentState.EXPERIMENT_STATE_DRAFT, ExperimentState.EXPERIMENT_STATE_REJECTED);

  private final PlanningConfig config;

  @Inject
  Planner(PlanningConfig config) {
    this.config = config;
  }

  /**
   * The definition with what its plan left open: sample size, duration, alpha and power.
   *
   * @param definition one that keeps the rules of a draft
   * @throws Failure.Invalid naming all that keeps it from being submitted
   */
  public ExperimentDefinition complete(ExperimentDefinition definition) {
    var violations = new Violations();
    SubmissionRules.check(violations, definition, config.maximumDuration());
    violations.throwIfAny();
    var plan = definition.getPlan().toBuilder();
    plan.setAlpha(Goal.alpha(definition.getPlan())).setPower(Goal.power(definition.getPlan()));
    if (plan.getSampleSizePerVariant() == 0) {
      plan.setSampleSizePerVariant(Sizes.perVariant(needed(definition).orElseThrow()));
    }
    if (!plan.hasDuration()) {
      plan.setDuration(Durations.fromDays(days(definition, plan.getSampleSizePerVariant())));
    }
    return definition.toBuilder().setPlan(plan).build();
  }

  /** Whole weeks, as each weekday then counts as often as any other, if there is time for that. */
  private long days(ExperimentDefinition definition, long perVariant) {
    var enrolment = Enrolment.of(definition, config.maximumDuration());
    var time = enrolment.timeFor(Sizes.total(definition, perVariant)).orElseThrow();
    return time.daysInWholeWeeks() <= enrolment.maximumDays()
        ? time.daysInWholeWeeks()
        : time.days();
  }

  /**
   * How an experiment's plan and guardrails were understood, and what they need, as far as they say
   * enough; for one that can be submitted, also what keeps it from that.
   */
  public PlanReading read(Experiment experiment) {
    var reading = read(experiment.getDefinition());
    if (isSubmittable(experiment)) {
      reading.addAllObstacles(obstacles(experiment.getDefinition()));
    }
    return reading.build();
  }

  /** Whether its state lets it be submitted. */
  public static boolean isSubmittable(Experiment experiment) {
    return SUBMITTABLE.contains(experiment.getState());
  }

  private PlanReading.Builder read(ExperimentDefinition definition) {
    var enrolment = Enrolment.of(definition, config.maximumDuration());
    var reading = PlanReading.newBuilder().setMaximumDays(enrolment.maximumDays());
    var needed = needed(definition);
    needed.ifPresent(units -> fillUnits(reading, definition, units));
    var perVariant =
        Math.max(
            definition.getPlan().getSampleSizePerVariant(),
            needed.map(Sizes::perVariant).orElse(0L));
    if (perVariant > 0) {
      enrolment
          .timeFor(Sizes.total(definition, perVariant))
          .ifPresent(time -> reading.setNeededDays(time.days()));
    }
    detectable(definition, enrolment).ifPresent(reading::setDetectableMdeRelative);
    var planned = Optional.of(perVariant).filter(units -> units > 0);
    return reading.addAllGuardrails(GuardrailReadings.of(definition, planned));
  }

  private static void fillUnits(
      PlanReading.Builder reading, ExperimentDefinition definition, VariantUnits needed) {
    reading.setNeededUnitsPerVariant(Sizes.perVariant(needed));
    var units = Sizes.inOrder(definition, needed);
    for (var i = 0; i < units.size(); i++) {
      reading.addNeededUnits(
          VariantSize.newBuilder()
              .setVariant(definition.getVariants(i).getKey())
              .setUnits(units.get(i)));
    }
  }

  /** Empty while the plan does not say enough, or where it asks for what cannot be. */
  private static Optional<VariantUnits> needed(ExperimentDefinition definition) {
    try {
      return Goal.of(definition).map(Goal::needed);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Double> detectable(ExperimentDefinition definition, Enrolment enrolment) {
    try {
      return Goal.of(definition)
          .flatMap(goal ->
              enrolment
                  .mostUnits()
                  .flatMap(units -> goal.detectable(units).stream().boxed().findFirst()))
          .filter(mde -> Double.isFinite(mde));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Iterable<SubmissionObstacle> obstacles(ExperimentDefinition definition) {
    var violations = new Violations();
    SubmissionRules.check(violations, definition, config.maximumDuration());
    return violations.found().stream()
        .map(it ->
            SubmissionObstacle.newBuilder()
                .setField(it.field())
                .setDescription(it.description())
                .build())
        .toList();
  }
}
