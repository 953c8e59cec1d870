package plumbline.assignment.holdout;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.Calls;
import plumbline.proto.assignment.v1.CreateHoldoutRequest;
import plumbline.proto.assignment.v1.GetHoldoutRequest;
import plumbline.proto.assignment.v1.ListHoldoutsRequest;

/** The HoldoutService by REST. */
@ApplicationScoped
class HoldoutCalls implements Calls {
  private final HoldoutHandlers handlers;

  @Inject
  HoldoutCalls(HoldoutHandlers handlers) {
    this.handlers = handlers;
  }

  @Override
  public List<Call> rows() {
    return List.of(
        Call.post("/v1/holdouts", CreateHoldoutRequest.getDefaultInstance(), handlers::create),
        Call.get("/v1/holdouts", ListHoldoutsRequest.getDefaultInstance(), handlers::list),
        Call.get("/v1/holdouts/{key}", GetHoldoutRequest.getDefaultInstance(), handlers::get));
  }
}
