package plumbline.analysis.dashboard.aachecks;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import plumbline.analysis.aa.AaChecks;
import plumbline.analysis.dashboard.field.Field;
import plumbline.analysis.dashboard.field.Option;
import plumbline.analysis.dashboard.field.Sent;
import plumbline.analysis.page.Asking;
import plumbline.analysis.page.Pages;
import plumbline.analysis.page.Viewer;
import plumbline.kit.failure.Violations;
import plumbline.proto.analysis.v1.ListAaChecksRequest;
import plumbline.proto.analysis.v1.RunAaCheckRequest;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.ListExperimentsRequest;

/** A/A checks: those that there are, and a new one. */
@RequestScoped
class AaDesk {
  private static final int SHOWN = 20;
  private static final int CHOICES = 500;

  private final AaChecks checks;
  private final Asking asking;
  private final Viewer viewer;

  @Inject
  AaDesk(AaChecks checks, Asking asking, Viewer viewer) {
    this.checks = checks;
    this.asking = asking;
    this.viewer = viewer;
  }

  AaView view(String page) {
    var request = ListAaChecksRequest.newBuilder().setPageSize(SHOWN).setPageToken(page).build();
    return AaViews.of(Pages.await(checks.list(request)));
  }

  void run(Sent typed) {
    var violations = new Violations();
    var splits = number(violations, typed, "splits", Integer.MAX_VALUE);
    var seed = number(violations, typed, "seed", Long.MAX_VALUE);
    violations.throwIfAny();
    var request =
        RunAaCheckRequest.newBuilder()
            .setExperiment(typed.get("experiment"))
            .setMetric(typed.get("metric"))
            .setPrePeriod(typed.ticked("pre_period"))
            .setSplits((int) splits)
            .setSeed(seed)
            .build();
    Pages.await(checks.run(request, viewer.principal().orElseThrow()));
  }

  private static long number(Violations violations, Sent typed, String name, long most) {
    if (typed.get(name).isEmpty()) {
      return 0;
    }
    try {
      var number = Long.parseLong(typed.get(name));
      violations.check(number <= most, name, "is too large");
      return number;
    } catch (NumberFormatException e) {
      violations.add(name, "must be a whole number");
      return 0;
    }
  }

  /** The form of a new check; none for who may not send it. */
  List<Field> entries(Sent typed) {
    if (!viewer.mayPost("/aa-checks")) {
      return List.of();
    }
    return List.of(
        typed.choice("experiment", "Experiment", "One that has started.", experiments()).must(),
        typed.text("metric", "Metric", "Its key; empty: the primary one. Not a quantile."),
        typed.number("splits", "Splits", "100 to 10,000; empty: 1,000."),
        typed.number("seed", "Seed", "Which splits; empty: drawn at random."),
        typed.check(
            "pre_period",
            "Units of all variants, by what they did before",
            "In place of control's units. The plan needs a covariate."));
  }

  private List<Option> experiments() {
    var request =
        ListExperimentsRequest.newBuilder()
            .addStates(ExperimentState.EXPERIMENT_STATE_RUNNING)
            .addStates(ExperimentState.EXPERIMENT_STATE_STOPPED)
            .addStates(ExperimentState.EXPERIMENT_STATE_HALTED)
            .addStates(ExperimentState.EXPERIMENT_STATE_DECIDED)
            .setPageSize(CHOICES)
            .build();
    var choices = new ArrayList<Option>();
    choices.add(new Option("", "Choose"));
    asking
        .assignment()
        .experiments(stub -> stub.listExperiments(request))
        .getExperimentsList()
        .forEach(it ->
            choices.add(
                new Option(it.getKey(), it.getDefinition().getName() + " – " + it.getKey())));
    return choices;
  }
}
