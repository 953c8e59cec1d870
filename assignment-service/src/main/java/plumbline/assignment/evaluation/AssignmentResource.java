package plumbline.assignment.evaluation;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.AssignAllRequest;
import plumbline.proto.assignment.v1.AssignRequest;

/** The AssignmentService's REST twin: the contract's messages as protobuf's JSON. */
@Path("/v1")
@NonBlocking
@Produces(MediaType.APPLICATION_JSON)
public class AssignmentResource {
  private final Assigner assigner;

  @Inject
  AssignmentResource(Assigner assigner) {
    this.assigner = assigner;
  }

  @POST
  @Path("assign")
  public String assign(String body) {
    return ProtoJson.print(
        assigner.assign(ProtoJson.parse(body, AssignRequest.newBuilder()).build()));
  }

  @POST
  @Path("assign-all")
  public String assignAll(String body) {
    return ProtoJson.print(
        assigner.assignAll(ProtoJson.parse(body, AssignAllRequest.newBuilder()).build()));
  }
}
