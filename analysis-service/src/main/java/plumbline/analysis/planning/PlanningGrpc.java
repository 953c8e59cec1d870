package plumbline.analysis.planning;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import plumbline.proto.analysis.v1.PlanExperimentRequest;
import plumbline.proto.analysis.v1.PlanExperimentResponse;
import plumbline.proto.analysis.v1.PlanningService;

/** Plans over gRPC. */
@GrpcService
public class PlanningGrpc implements PlanningService {
  private final PlanningHandlers handlers;

  @Inject
  PlanningGrpc(PlanningHandlers handlers) {
    this.handlers = handlers;
  }

  @Override
  public Uni<PlanExperimentResponse> planExperiment(PlanExperimentRequest request) {
    return handlers.plan(request);
  }
}
