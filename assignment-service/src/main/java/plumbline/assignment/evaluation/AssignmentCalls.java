package plumbline.assignment.evaluation;

import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.Calls;
import plumbline.proto.assignment.v1.AssignAllRequest;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AssignResponse;

/** The AssignmentService by REST. */
@ApplicationScoped
class AssignmentCalls implements Calls {
  private final Assigner assigner;
  private final Timer took;

  @Inject
  AssignmentCalls(Assigner assigner, AssignmentTimes times) {
    this.assigner = assigner;
    this.took = times.of(AssignmentTimes.Face.REST);
  }

  @Override
  public List<Call> rows() {
    return List.of(
        Call.post(
            "/v1/assign",
            AssignRequest.getDefaultInstance(),
            (request, _) -> Uni.createFrom().item(assign(request))),
        Call.post(
            "/v1/assign-all",
            AssignAllRequest.getDefaultInstance(),
            (request, _) -> Uni.createFrom().item(assigner.assignAll(request))));
  }

  private AssignResponse assign(AssignRequest request) {
    var begin = System.nanoTime();
    var response = assigner.assign(request);
    took.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
    return response;
  }
}
