package plumbline.assignment.evaluation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.assignment.exposure.Exposures;
import plumbline.assignment.snapshot.AssignableExperiment;
import plumbline.assignment.snapshot.Snapshots;
import plumbline.engine.targeting.Decision;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.AssignAllRequest;
import plumbline.proto.assignment.v1.AssignAllResponse;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AssignResponse;
import plumbline.proto.assignment.v1.ExposureOutcome;
import plumbline.proto.assignment.v1.UnitType;

/** Answers from the snapshot in memory; nothing here waits for anything. */
@ApplicationScoped
class Assigner {
  private final Snapshots snapshots;
  private final Exposures exposures;

  @Inject
  Assigner(Snapshots snapshots, Exposures exposures) {
    this.snapshots = snapshots;
    this.exposures = exposures;
  }

  /**
   * What the unit gets from one experiment.
   *
   * @throws Failure.NotFound if there is no such experiment
   * @throws Failure.Invalid naming the field that is wrong
   * @throws Failure.Unavailable if no definitions have been loaded yet
   */
  AssignResponse assign(AssignRequest request) {
    Unit.check(request.getUnit());
    Unit.checkAttributes(request.getAttributesMap());
    var experiment = find(request.getExperiment());
    var decision = experiment.decide(request.getUnit(), request.getAttributesMap());
    var exposure =
        request.getExpose()
            ? expose(experiment, decision, request)
            : ExposureOutcome.EXPOSURE_OUTCOME_NONE;
    return AssignResponse.newBuilder()
        .setAssignment(experiment.reply(decision))
        .setExposure(exposure)
        .build();
  }

  /** What the unit gets from every experiment that gives it something; exposes nothing. */
  AssignAllResponse assignAll(AssignAllRequest request) {
    Unit.check(request.getUnit());
    Unit.checkAttributes(request.getAttributesMap());
    if (request.getUnitType() == UnitType.UNIT_TYPE_UNSPECIFIED
        || request.getUnitType() == UnitType.UNRECOGNIZED) {
      throw new Failure.Invalid(
          "unit_type", "must be UNIT_TYPE_USER, UNIT_TYPE_ACCOUNT or UNIT_TYPE_DEVICE");
    }
    var response = AssignAllResponse.newBuilder();
    for (var experiment : snapshots.require().serving(request.getUnitType())) {
      switch (experiment.decide(request.getUnit(), request.getAttributesMap())) {
        case Decision.Served served -> response.addAssignments(experiment.reply(served));
        case Decision.Default _ -> {}
      }
    }
    return response.build();
  }

  private AssignableExperiment find(String key) {
    return snapshots.require().experiment(key).orElseThrow(() -> notFound(key));
  }

  private static Failure notFound(String key) {
    return new Failure.NotFound("experiment", ExperimentKey.parse("experiment", key).value());
  }

  private ExposureOutcome expose(
      AssignableExperiment experiment, Decision decision, AssignRequest request) {
    return switch (decision) {
      case Decision.Served served when served.exposes() ->
          exposures.record(
              experiment.key(),
              experiment.reply(served).getVariant(),
              experiment.unitType(),
              request.getUnit(),
              experiment.exposureAttributes(),
              request.getAttributesMap());
      case Decision.Served _, Decision.Default _ -> ExposureOutcome.EXPOSURE_OUTCOME_NONE;
    };
  }
}
