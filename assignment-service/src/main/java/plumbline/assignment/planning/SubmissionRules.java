package plumbline.assignment.planning;

import static plumbline.assignment.planning.Numbers.count;
import static plumbline.assignment.planning.Numbers.percent;
import static plumbline.assignment.planning.Numbers.percentUp;

import com.google.protobuf.util.Durations;
import java.time.Duration;
import plumbline.assignment.definition.Completeness;
import plumbline.assignment.definition.DefinitionRules;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.ExperimentDefinition;

/** What a definition must be to be submitted: thought through, and within reach of its traffic. */
final class SubmissionRules {
  private static final String ROOT = "definition.plan";

  private final Violations violations;
  private final ExperimentDefinition definition;
  private final AnalysisPlan plan;
  private final Duration maximum;

  private SubmissionRules(
      Violations violations, ExperimentDefinition definition, Duration maximum) {
    this.violations = violations;
    this.definition = definition;
    this.plan = definition.getPlan();
    this.maximum = maximum;
  }

  /**
   * Adds all that keeps a definition from being submitted.
   *
   * @param definition one that keeps the rules of a draft
   * @param maximum the longest enrolment, as configured
   */
  static void check(Violations violations, ExperimentDefinition definition, Duration maximum) {
    DefinitionRules.check(violations, definition, Completeness.PLANNED);
    var rules = new SubmissionRules(violations, definition, maximum);
    rules.checkStated();
    rules.checkDuration();
    try {
      Goal.of(definition).ifPresent(rules::checkGoal);
    } catch (IllegalArgumentException e) {
      violations.add(
          ROOT,
          "cannot be computed with: the baseline, its standard deviation and mde_relative need more"
              + " units than there are; choose a larger mde_relative");
    }
  }

  private void checkStated() {
    violations.check(
        plan.hasBaseline(),
        ROOT + ".baseline",
        "is needed to submit: what control's primary metric is expected to be, as the past shows");
    violations.check(
        plan.hasMdeRelative(),
        ROOT + ".mde_relative",
        "is needed to submit: the smallest effect worth finding; 0.1 is 10 % relative to control");
    violations.check(
        plan.getExpectedUnitsPerDay() > 0,
        ROOT + ".expected_units_per_day",
        "is needed to submit: how many new units a day can take part, so that it is known how long"
            + " it takes");
    var spread = Goal.primary(definition).filter(metric -> !Baselines.isShare(metric)).isPresent();
    violations.check(
        !spread || plan.hasBaselineStandardDeviation(),
        ROOT + ".baseline_standard_deviation",
        "is needed to submit, as the primary metric is no proportion: how much units differ");
    violations.check(
        !spread || !plan.hasBaseline() || plan.getBaseline() != 0,
        ROOT + ".baseline",
        "must not be 0: a relative effect on nothing is nothing");
  }

  private void checkDuration() {
    var most = Enrolment.days(maximum);
    violations.check(
        !plan.hasDuration() || Durations.compare(plan.getDuration(), Durations.fromDays(most)) <= 0,
        ROOT + ".duration",
        "must be at most the %s days that an experiment may last here".formatted(count(most)));
  }

  private void checkGoal(Goal goal) {
    var share = Goal.primary(definition).filter(Baselines::isShare).isPresent();
    if (share && !(goal.goalValue() >= 0 && goal.goalValue() <= 1)) {
      violations.add(
          ROOT + ".mde_relative",
          "leads from a share of %s %% to %s %%, which no share can be: choose a smaller one"
              .formatted(percent(goal.baseline()), percent(goal.goalValue())));
      return;
    }
    if (goal.baseline() == 0) {
      return;
    }
    var needed = Sizes.perVariant(goal.needed());
    var stated = plan.getSampleSizePerVariant();
    violations.check(
        stated == 0 || stated >= needed,
        ROOT + ".sample_size_per_variant",
        "is %s, but to find a relative change of %s %% with this plan, each variant needs at least"
                .formatted(count(stated), percent(goal.mdeRelative()))
            + " %s: write that, or leave it out to have it computed".formatted(count(needed)));
    checkTime(goal, Math.max(needed, stated));
  }

  private void checkTime(Goal goal, long perVariant) {
    var enrolment = Enrolment.of(definition, maximum);
    var total = Sizes.total(definition, perVariant);
    var time = enrolment.timeFor(total);
    if (time.isEmpty()) {
      return;
    }
    var days = time.get().days();
    if (days > enrolment.maximumDays()) {
      var sizes =
          "needs %s units in each variant, %s in all: with the expected traffic that takes %s days,"
              .formatted(count(perVariant), count(total), count(days));
      violations.add(
          ROOT + ".mde_relative",
          sizes
              + " longer than the %s days allowed. ".formatted(count(enrolment.maximumDays()))
              + within(goal, enrolment));
    } else {
      violations.check(
          !plan.hasDuration()
              || Durations.compare(plan.getDuration(), Durations.fromDays(days)) >= 0,
          ROOT + ".duration",
          "is shorter than the %s days that the expected traffic takes to bring %s units: plan for"
                  .formatted(count(days), count(total))
              + " that long, or leave it out to have it computed");
    }
  }

  /** What could be found in the time there is. */
  private static String within(Goal goal, Enrolment enrolment) {
    var found = enrolment.mostUnits().map(goal::detectable).orElseThrow();
    var advice = "choose a more frequent metric, or bring more traffic";
    return found.isEmpty()
        ? "In that time this traffic detects no possible change: " + advice
        : "In %s days this traffic detects a relative change of %s %% or more: plan for that, "
                .formatted(count(enrolment.maximumDays()), percentUp(found.getAsDouble()))
            + advice;
  }
}
