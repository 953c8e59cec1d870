package plumbline.assignment.holdout;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.CreateHoldoutRequest;
import plumbline.proto.assignment.v1.CreateHoldoutResponse;
import plumbline.proto.assignment.v1.GetHoldoutRequest;
import plumbline.proto.assignment.v1.GetHoldoutResponse;
import plumbline.proto.assignment.v1.ListHoldoutsRequest;
import plumbline.proto.assignment.v1.ListHoldoutsResponse;

/** Each request of the contract: parsed, done, rendered; the same for gRPC and for REST. */
@ApplicationScoped
public class HoldoutHandlers {
  private final Holdouts holdouts;

  @Inject
  HoldoutHandlers(Holdouts holdouts) {
    this.holdouts = holdouts;
  }

  public Uni<CreateHoldoutResponse> create(CreateHoldoutRequest request, Principal principal) {
    return holdouts
        .make(NewHoldout.parse(request, principal))
        .map(made -> CreateHoldoutResponse.newBuilder().setHoldout(made).build());
  }

  public Uni<GetHoldoutResponse> get(GetHoldoutRequest request, Principal principal) {
    return holdouts
        .get(ExperimentKey.parse("key", request.getKey()).value())
        .map(found -> GetHoldoutResponse.newBuilder().setHoldout(found).build());
  }

  public Uni<ListHoldoutsResponse> list(ListHoldoutsRequest request, Principal principal) {
    return holdouts.list(HoldoutPage.parse(request));
  }
}
