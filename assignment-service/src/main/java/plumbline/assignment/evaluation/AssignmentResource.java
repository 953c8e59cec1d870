package plumbline.assignment.evaluation;

import com.google.protobuf.Message;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.AssignAllRequest;
import plumbline.proto.assignment.v1.AssignRequest;

/** The AssignmentService's REST twin: the contract's messages as protobuf's JSON. */
@Path("/v1")
@NonBlocking
public class AssignmentResource {
  private final Assigner assigner;

  @Inject
  AssignmentResource(Assigner assigner) {
    this.assigner = assigner;
  }

  @POST
  @Path("assign")
  public Response assign(String body) {
    return print(assigner.assign(ProtoJson.parse(body, AssignRequest.newBuilder()).build()));
  }

  @POST
  @Path("assign-all")
  public Response assignAll(String body) {
    return print(assigner.assignAll(ProtoJson.parse(body, AssignAllRequest.newBuilder()).build()));
  }

  private static Response print(Message reply) {
    return Response.ok(ProtoJson.print(reply), MediaType.APPLICATION_JSON_TYPE).build();
  }
}
