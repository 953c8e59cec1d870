package plumbline.tracking.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.Calls;
import plumbline.proto.tracking.v1.TrackRequest;

/** {@code POST /v1/events}: {@code Track} for callers without gRPC, in {@link EventsJson}. */
@ApplicationScoped
class EventsCalls implements Calls {
  private final Intake intake;
  private final IntakeConfig config;

  @Inject
  EventsCalls(Intake intake, IntakeConfig config) {
    this.intake = intake;
    this.config = config;
  }

  @Override
  public List<Call> rows() {
    return List.of(
        Call.post("/v1/events", TrackRequest.getDefaultInstance(), intake::track)
            .dialect(
                body -> EventsJson.parse(body, config.maxBatch()),
                intake::track,
                EventsJson::describe));
  }
}
