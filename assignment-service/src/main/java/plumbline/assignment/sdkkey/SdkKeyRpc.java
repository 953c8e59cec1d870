package plumbline.assignment.sdkkey;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.CreateSdkKeyRequest;
import plumbline.proto.assignment.v1.CreateSdkKeyResponse;
import plumbline.proto.assignment.v1.ListSdkKeysRequest;
import plumbline.proto.assignment.v1.ListSdkKeysResponse;
import plumbline.proto.assignment.v1.RevokeSdkKeyRequest;
import plumbline.proto.assignment.v1.RevokeSdkKeyResponse;
import plumbline.proto.assignment.v1.RotateSdkKeyRequest;
import plumbline.proto.assignment.v1.RotateSdkKeyResponse;
import plumbline.proto.assignment.v1.SdkKeyService;

/** The contract's SdkKeyService; failures are mapped outside. */
@GrpcService
class SdkKeyRpc implements SdkKeyService {
  private final SdkKeyHandlers handlers;

  @Inject
  SdkKeyRpc(SdkKeyHandlers handlers) {
    this.handlers = handlers;
  }

  @Override
  public Uni<CreateSdkKeyResponse> createSdkKey(CreateSdkKeyRequest request) {
    return handlers.create(request, Principal.ofRpc());
  }

  @Override
  public Uni<ListSdkKeysResponse> listSdkKeys(ListSdkKeysRequest request) {
    return handlers.list(request, Principal.ofRpc());
  }

  @Override
  public Uni<RotateSdkKeyResponse> rotateSdkKey(RotateSdkKeyRequest request) {
    return handlers.rotate(request, Principal.ofRpc());
  }

  @Override
  public Uni<RevokeSdkKeyResponse> revokeSdkKey(RevokeSdkKeyRequest request) {
    return handlers.revoke(request, Principal.ofRpc());
  }
}
