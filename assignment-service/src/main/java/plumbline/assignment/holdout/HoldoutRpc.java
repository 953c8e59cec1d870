package plumbline.assignment.holdout;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.CreateHoldoutRequest;
import plumbline.proto.assignment.v1.CreateHoldoutResponse;
import plumbline.proto.assignment.v1.GetHoldoutRequest;
import plumbline.proto.assignment.v1.GetHoldoutResponse;
import plumbline.proto.assignment.v1.HoldoutService;
import plumbline.proto.assignment.v1.ListHoldoutsRequest;
import plumbline.proto.assignment.v1.ListHoldoutsResponse;

/** The contract's HoldoutService; failures are mapped outside. */
@GrpcService
class HoldoutRpc implements HoldoutService {
  private final HoldoutHandlers handlers;

  @Inject
  HoldoutRpc(HoldoutHandlers handlers) {
    this.handlers = handlers;
  }

  @Override
  public Uni<CreateHoldoutResponse> createHoldout(CreateHoldoutRequest request) {
    return handlers.create(request, Principal.ofRpc());
  }

  @Override
  public Uni<GetHoldoutResponse> getHoldout(GetHoldoutRequest request) {
    return handlers.get(request, Principal.ofRpc());
  }

  @Override
  public Uni<ListHoldoutsResponse> listHoldouts(ListHoldoutsRequest request) {
    return handlers.list(request, Principal.ofRpc());
  }
}
