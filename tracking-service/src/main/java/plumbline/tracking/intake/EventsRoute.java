package plumbline.tracking.intake;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import plumbline.kit.json.ProtoJson;

/** {@code POST /v1/events}: {@code Track} for callers without gRPC. */
@Path("/v1/events")
public class EventsRoute {
  private final Intake intake;

  @Inject
  EventsRoute(Intake intake) {
    this.intake = intake;
  }

  /** A batch as {@link EventsJson} reads it; the reply is TrackResponse as JSON. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<String> track(String body) {
    return intake.track(EventsJson.parse(body)).map(ProtoJson::print);
  }
}
