package plumbline.assignment.sdkkey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.Calls;
import plumbline.proto.assignment.v1.CreateSdkKeyRequest;
import plumbline.proto.assignment.v1.ListSdkKeysRequest;
import plumbline.proto.assignment.v1.RevokeSdkKeyRequest;
import plumbline.proto.assignment.v1.RotateSdkKeyRequest;

/** The SdkKeyService by REST. */
@ApplicationScoped
class SdkKeyCalls implements Calls {
  private static final String KEYS = "/v1/sdk-keys";

  private final SdkKeyHandlers handlers;

  @Inject
  SdkKeyCalls(SdkKeyHandlers handlers) {
    this.handlers = handlers;
  }

  @Override
  public List<Call> rows() {
    return List.of(
        Call.post(KEYS, CreateSdkKeyRequest.getDefaultInstance(), handlers::create),
        Call.get(KEYS, ListSdkKeysRequest.getDefaultInstance(), handlers::list),
        Call.post(
            KEYS + "/{id}/rotate", RotateSdkKeyRequest.getDefaultInstance(), handlers::rotate),
        Call.post(
            KEYS + "/{id}/revoke", RevokeSdkKeyRequest.getDefaultInstance(), handlers::revoke));
  }
}
