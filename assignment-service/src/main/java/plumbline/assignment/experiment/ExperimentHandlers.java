package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.AmendExperimentRequest;
import plumbline.proto.assignment.v1.AmendExperimentResponse;
import plumbline.proto.assignment.v1.CreateExperimentRequest;
import plumbline.proto.assignment.v1.CreateExperimentResponse;
import plumbline.proto.assignment.v1.DecideExperimentRequest;
import plumbline.proto.assignment.v1.DecideExperimentResponse;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.GetExperimentResponse;
import plumbline.proto.assignment.v1.HaltExperimentRequest;
import plumbline.proto.assignment.v1.HaltExperimentResponse;
import plumbline.proto.assignment.v1.ImportExperimentRequest;
import plumbline.proto.assignment.v1.ImportExperimentResponse;
import plumbline.proto.assignment.v1.ListExperimentsRequest;
import plumbline.proto.assignment.v1.ListExperimentsResponse;
import plumbline.proto.assignment.v1.RampExperimentRequest;
import plumbline.proto.assignment.v1.RampExperimentResponse;
import plumbline.proto.assignment.v1.ReviewExperimentRequest;
import plumbline.proto.assignment.v1.ReviewExperimentResponse;
import plumbline.proto.assignment.v1.StartExperimentRequest;
import plumbline.proto.assignment.v1.StartExperimentResponse;
import plumbline.proto.assignment.v1.StopExperimentRequest;
import plumbline.proto.assignment.v1.StopExperimentResponse;
import plumbline.proto.assignment.v1.SubmitExperimentRequest;
import plumbline.proto.assignment.v1.SubmitExperimentResponse;
import plumbline.proto.assignment.v1.UpdateExperimentRequest;
import plumbline.proto.assignment.v1.UpdateExperimentResponse;

/** Each request of the contract: parsed, done, rendered; the same for gRPC and for REST. */
@ApplicationScoped
class ExperimentHandlers {
  private final Experiments experiments;
  private final Updates updates;
  private final Steps steps;
  private final Ramps ramps;
  private final Decisions decisions;
  private final Readings readings;
  private final Clock clock;

  @Inject
  ExperimentHandlers(
      Experiments experiments,
      Updates updates,
      Steps steps,
      Ramps ramps,
      Decisions decisions,
      Readings readings,
      Clock clock) {
    this.experiments = experiments;
    this.updates = updates;
    this.steps = steps;
    this.ramps = ramps;
    this.decisions = decisions;
    this.readings = readings;
    this.clock = clock;
  }

  Uni<CreateExperimentResponse> create(CreateExperimentRequest request, Principal principal) {
    return experiments
        .make(NewExperiment.parse(request, principal))
        .chain(made ->
            readings
                .of(made)
                .map(reading ->
                    CreateExperimentResponse.newBuilder()
                        .setExperiment(made)
                        .setReading(reading)
                        .build()));
  }

  Uni<UpdateExperimentResponse> update(UpdateExperimentRequest request, Principal principal) {
    return updates
        .make(NewDefinition.parse(request, principal))
        .chain(made ->
            readings
                .of(made)
                .map(reading ->
                    UpdateExperimentResponse.newBuilder()
                        .setExperiment(made)
                        .setReading(reading)
                        .build()));
  }

  Uni<ImportExperimentResponse> importHistory(
      ImportExperimentRequest request, Principal principal) {
    return experiments
        .make(NewExperiment.parse(request, principal, clock.instant()))
        .map(made -> ImportExperimentResponse.newBuilder().setExperiment(made).build());
  }

  Uni<GetExperimentResponse> get(GetExperimentRequest request) {
    return experiments.get(ExperimentKey.parse("key", request.getKey())).chain(this::render);
  }

  private Uni<GetExperimentResponse> render(Experiment found) {
    var reply = GetExperimentResponse.newBuilder().setExperiment(found);
    // What history was planned with is not known well enough to be read.
    return found.getImported()
        ? Uni.createFrom().item(reply.build())
        : readings.of(found).map(reading -> reply.setReading(reading).build());
  }

  Uni<ListExperimentsResponse> list(ListExperimentsRequest request) {
    return experiments.list(ListQuery.parse(request));
  }

  Uni<SubmitExperimentResponse> submit(SubmitExperimentRequest request, Principal principal) {
    return steps
        .take(Step.parse(request, principal))
        .chain(now ->
            readings
                .of(now)
                .map(reading ->
                    SubmitExperimentResponse.newBuilder()
                        .setExperiment(now)
                        .setReading(reading)
                        .build()));
  }

  Uni<ReviewExperimentResponse> review(ReviewExperimentRequest request, Principal principal) {
    return steps
        .take(Step.parse(request, principal))
        .map(now -> ReviewExperimentResponse.newBuilder().setExperiment(now).build());
  }

  Uni<StartExperimentResponse> start(StartExperimentRequest request, Principal principal) {
    return steps
        .take(Step.parse(request, principal))
        .map(now -> StartExperimentResponse.newBuilder().setExperiment(now).build());
  }

  Uni<RampExperimentResponse> ramp(RampExperimentRequest request, Principal principal) {
    return ramps
        .grow(TrafficGrowth.parse(request, principal))
        .map(now -> RampExperimentResponse.newBuilder().setExperiment(now).build());
  }

  Uni<StopExperimentResponse> stop(StopExperimentRequest request, Principal principal) {
    return steps
        .take(Step.parse(request, principal))
        .map(now -> StopExperimentResponse.newBuilder().setExperiment(now).build());
  }

  Uni<HaltExperimentResponse> halt(HaltExperimentRequest request, Principal principal) {
    return steps
        .take(Step.parse(request, principal))
        .map(now -> HaltExperimentResponse.newBuilder().setExperiment(now).build());
  }

  Uni<AmendExperimentResponse> amend(AmendExperimentRequest request, Principal principal) {
    return steps
        .take(Step.parse(request, principal))
        .map(now -> AmendExperimentResponse.newBuilder().setExperiment(now).build());
  }

  Uni<DecideExperimentResponse> decide(DecideExperimentRequest request, Principal principal) {
    return decisions
        .make(NewDecision.parse(request, principal))
        .map(now -> DecideExperimentResponse.newBuilder().setExperiment(now).build());
  }
}
