package plumbline.assignment.sdkkey;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.CreateSdkKeyRequest;
import plumbline.proto.assignment.v1.CreateSdkKeyResponse;
import plumbline.proto.assignment.v1.ListSdkKeysRequest;
import plumbline.proto.assignment.v1.ListSdkKeysResponse;
import plumbline.proto.assignment.v1.RevokeSdkKeyRequest;
import plumbline.proto.assignment.v1.RevokeSdkKeyResponse;
import plumbline.proto.assignment.v1.RotateSdkKeyRequest;
import plumbline.proto.assignment.v1.RotateSdkKeyResponse;

/** Each request of the contract: parsed, done, rendered; the same for gRPC and for REST. */
@ApplicationScoped
class SdkKeyHandlers {
  private final SdkKeyChanges keys;
  private final Clock clock;

  @Inject
  SdkKeyHandlers(SdkKeyChanges keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  Uni<CreateSdkKeyResponse> create(CreateSdkKeyRequest request, Principal principal) {
    return keys.make(NewSdkKey.parse(request, principal, clock.instant()))
        .map(made ->
            CreateSdkKeyResponse.newBuilder()
                .setKey(made.key())
                .setSecret(made.secret().text())
                .build());
  }

  Uni<ListSdkKeysResponse> list(ListSdkKeysRequest request, Principal principal) {
    return keys.list(SdkKeyPage.parse(request));
  }

  Uni<RotateSdkKeyResponse> rotate(RotateSdkKeyRequest request, Principal principal) {
    return keys.rotate(Rotation.parse(request, principal))
        .map(rotated ->
            RotateSdkKeyResponse.newBuilder()
                .setKey(rotated.key())
                .setSecret(rotated.secret().text())
                .build());
  }

  Uni<RevokeSdkKeyResponse> revoke(RevokeSdkKeyRequest request, Principal principal) {
    return keys.revoke(Revocation.parse(request, principal))
        .map(revoked -> RevokeSdkKeyResponse.newBuilder().setKey(revoked).build());
  }
}
