package plumbline.assignment.evaluation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.Calls;
import plumbline.proto.assignment.v1.AssignAllRequest;
import plumbline.proto.assignment.v1.AssignRequest;

/** The AssignmentService by REST. */
@ApplicationScoped
class AssignmentCalls implements Calls {
  private final Assigner assigner;

  @Inject
  AssignmentCalls(Assigner assigner) {
    this.assigner = assigner;
  }

  @Override
  public List<Call> rows() {
    return List.of(
        Call.post(
            "/v1/assign",
            AssignRequest.getDefaultInstance(),
            (request, _) -> Uni.createFrom().item(assigner.assign(request))),
        Call.post(
            "/v1/assign-all",
            AssignAllRequest.getDefaultInstance(),
            (request, _) -> Uni.createFrom().item(assigner.assignAll(request))));
  }
}
