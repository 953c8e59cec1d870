package plumbline.assignment.experiment;

import com.google.protobuf.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import plumbline.kit.failure.Failure;
import plumbline.kit.identity.Principal;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.CreateExperimentRequest;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.HaltExperimentRequest;
import plumbline.proto.assignment.v1.ImportExperimentRequest;
import plumbline.proto.assignment.v1.ListExperimentsRequest;
import plumbline.proto.assignment.v1.ReviewExperimentRequest;
import plumbline.proto.assignment.v1.StartExperimentRequest;
import plumbline.proto.assignment.v1.StopExperimentRequest;
import plumbline.proto.assignment.v1.SubmitExperimentRequest;
import plumbline.proto.assignment.v1.UpdateExperimentRequest;

/** The ExperimentService's REST twin: the contract's messages as protobuf's JSON. */
@Path("/v1")
public class ExperimentResource {
  private final ExperimentHandlers handlers;

  @Inject
  ExperimentResource(ExperimentHandlers handlers) {
    this.handlers = handlers;
  }

  @POST
  @Path("experiments")
  public Uni<Response> create(String body, @Context RoutingContext caller) {
    var request = ProtoJson.parse(body, CreateExperimentRequest.newBuilder()).build();
    return print(handlers.create(request, Principal.of(caller)));
  }

  @POST
  @Path("experiments:import")
  public Uni<Response> importHistory(String body, @Context RoutingContext caller) {
    var request = ProtoJson.parse(body, ImportExperimentRequest.newBuilder()).build();
    return print(handlers.importHistory(request, Principal.of(caller)));
  }

  @GET
  @Path("experiments/{key}")
  public Uni<Response> get(@PathParam("key") String key) {
    return print(handlers.get(GetExperimentRequest.newBuilder().setKey(key).build()));
  }

  @PUT
  @Path("experiments/{key}")
  public Uni<Response> update(
      @PathParam("key") String key, String body, @Context RoutingContext caller) {
    var request = ProtoJson.parse(body, UpdateExperimentRequest.newBuilder());
    requireSameKey(key, request.getKey());
    return print(handlers.update(request.setKey(key).build(), Principal.of(caller)));
  }

  @GET
  @Path("experiments")
  public Uni<Response> list(
      @QueryParam("pageSize") @DefaultValue("0") String pageSize,
      @QueryParam("pageToken") @DefaultValue("") String pageToken,
      @QueryParam("states") List<String> states) {
    var request =
        ListExperimentsRequest.newBuilder()
            .setPageSize(parsePageSize(pageSize))
            .setPageToken(pageToken);
    states.forEach(state -> request.addStates(parseState(state)));
    return print(handlers.list(request.build()));
  }

  @POST
  @Path("experiments/{key}/submit")
  public Uni<Response> submit(
      @PathParam("key") String key, String body, @Context RoutingContext caller) {
    var request = parse(body, SubmitExperimentRequest.newBuilder());
    requireSameKey(key, request.getKey());
    return print(handlers.submit(request.setKey(key).build(), Principal.of(caller)));
  }

  @POST
  @Path("experiments/{key}/review")
  public Uni<Response> review(
      @PathParam("key") String key, String body, @Context RoutingContext caller) {
    var request = parse(body, ReviewExperimentRequest.newBuilder());
    requireSameKey(key, request.getKey());
    return print(handlers.review(request.setKey(key).build(), Principal.of(caller)));
  }

  @POST
  @Path("experiments/{key}/start")
  public Uni<Response> start(
      @PathParam("key") String key, String body, @Context RoutingContext caller) {
    var request = parse(body, StartExperimentRequest.newBuilder());
    requireSameKey(key, request.getKey());
    return print(handlers.start(request.setKey(key).build(), Principal.of(caller)));
  }

  @POST
  @Path("experiments/{key}/stop")
  public Uni<Response> stop(
      @PathParam("key") String key, String body, @Context RoutingContext caller) {
    var request = parse(body, StopExperimentRequest.newBuilder());
    requireSameKey(key, request.getKey());
    return print(handlers.stop(request.setKey(key).build(), Principal.of(caller)));
  }

  @POST
  @Path("experiments/{key}/halt")
  public Uni<Response> halt(
      @PathParam("key") String key, String body, @Context RoutingContext caller) {
    var request = parse(body, HaltExperimentRequest.newBuilder());
    requireSameKey(key, request.getKey());
    return print(handlers.halt(request.setKey(key).build(), Principal.of(caller)));
  }

  /** A step may come without a body: the path says which experiment. */
  private static <B extends Message.Builder> B parse(String body, B builder) {
    return ProtoJson.parse(body.isBlank() ? "{}" : body, builder);
  }

  private static void requireSameKey(String inPath, String inBody) {
    if (!inBody.isEmpty() && !inBody.equals(inPath)) {
      throw new Failure.Invalid("key", "must be the path's, or left out");
    }
  }

  private static int parsePageSize(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new Failure.Invalid("pageSize", "must be a number from 1 to 500");
    }
  }

  private static ExperimentState parseState(String name) {
    try {
      return ExperimentState.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new Failure.Invalid("states", "must be a state, such as EXPERIMENT_STATE_RUNNING");
    }
  }

  private static Uni<Response> print(Uni<? extends Message> reply) {
    return reply.map(
        message -> Response.ok(ProtoJson.print(message), MediaType.APPLICATION_JSON_TYPE).build());
  }
}
