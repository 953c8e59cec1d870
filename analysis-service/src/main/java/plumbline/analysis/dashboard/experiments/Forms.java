package plumbline.analysis.dashboard.experiments;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import plumbline.analysis.dashboard.planner.PlanView;
import plumbline.analysis.dashboard.planner.PlanViews;
import plumbline.analysis.page.Pages;
import plumbline.analysis.page.Problem;
import plumbline.analysis.page.Terms;
import plumbline.analysis.planning.PlanningHandlers;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.PlanReading;

/** Forms as pages show them, with the plan that follows from what they say. */
@RequestScoped
class Forms {
  private final Catalogued catalogued;
  private final PlanningHandlers planning;

  @Inject
  Forms(Catalogued catalogued, PlanningHandlers planning) {
    this.catalogued = catalogued;
    this.planning = planning;
  }

  /**
   * The page of a form.
   *
   * @param key empty: of a new experiment
   * @param problem by the names of the fields
   */
  FormView view(
      String key,
      ExperimentForm form,
      ExperimentDefinition stored,
      Problem problem,
      PlanReading reading) {
    var read = ReadForm.of(form, stored);
    return new FormView(
        key,
        form,
        problem.named(FormNames::whole),
        problem.byField(),
        FormChoices.catalogue(catalogued.all()),
        plan(read),
        reading.getObstaclesList().stream()
            .map(it ->
                FormNames.whole(read.places().field(it.getField()))
                    + ": "
                    + Terms.plain(it.getDescription()))
            .toList(),
        reading.getWarningsList());
  }

  /** The plan alone. */
  FormView planned(ExperimentForm form, ExperimentDefinition stored) {
    return new FormView(
        "",
        form,
        Problem.NONE,
        Map.of(),
        List.of(),
        plan(ReadForm.of(form, stored)),
        List.of(),
        List.of());
  }

  private PlanView plan(ReadForm read) {
    if (!read.unread().isEmpty()) {
      return PlanView.missing(new Problem("", read.unread()).named(FormNames::whole).sentences());
    }
    try {
      var asked = FormPlan.of(read.definition(), catalogued.primary(read.definition()));
      if (!asked.missing().isEmpty()) {
        return PlanView.missing(asked.missing());
      }
      var plan = Pages.await(planning.plan(asked.request()));
      return PlanViews.brief(asked.request(), plan);
    } catch (Failure refused) {
      return PlanView.missing(
          PlannedFields.placed(Problem.of(refused)).named(FormNames::whole).sentences());
    }
  }
}
