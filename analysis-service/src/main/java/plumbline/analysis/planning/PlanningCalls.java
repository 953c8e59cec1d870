package plumbline.analysis.planning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.Calls;
import plumbline.proto.analysis.v1.PlanExperimentRequest;

/** Plans by REST: the same reply as over gRPC. */
@ApplicationScoped
class PlanningCalls implements Calls {
  private final PlanningHandlers handlers;

  @Inject
  PlanningCalls(PlanningHandlers handlers) {
    this.handlers = handlers;
  }

  @Override
  public List<Call> rows() {
    return List.of(
        Call.post(
            "/v1/plans",
            PlanExperimentRequest.getDefaultInstance(),
            (request, _) -> handlers.plan(request)));
  }
}
