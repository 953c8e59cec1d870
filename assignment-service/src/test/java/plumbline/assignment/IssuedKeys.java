package plumbline.assignment;

import static plumbline.assignment.Calls.assignments;
import static plumbline.assignment.Calls.sdkKeys;

import com.google.protobuf.Duration;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.CreateSdkKeyRequest;
import plumbline.proto.assignment.v1.CreateSdkKeyResponse;
import plumbline.proto.assignment.v1.ListSdkKeysRequest;
import plumbline.proto.assignment.v1.ListSdkKeysResponse;
import plumbline.proto.assignment.v1.RevokeSdkKeyRequest;
import plumbline.proto.assignment.v1.RotateSdkKeyRequest;
import plumbline.proto.assignment.v1.RotateSdkKeyResponse;
import plumbline.proto.assignment.v1.SdkKey;

/** Makes SDK keys, and uses them. */
final class IssuedKeys {
  private IssuedKeys() {}

  static CreateSdkKeyResponse make(String prefix) {
    return sdkKeys(Tokens.admin()).createSdkKey(request(Definitions.newKey(prefix)));
  }

  static CreateSdkKeyRequest request(String id) {
    return CreateSdkKeyRequest.newBuilder().setId(id).setDescription("the shop's back end").build();
  }

  static RotateSdkKeyRequest rotation(String id, long graceSeconds) {
    var grace = Duration.newBuilder().setSeconds(graceSeconds);
    return RotateSdkKeyRequest.newBuilder().setId(id).setGrace(grace).build();
  }

  static RotateSdkKeyResponse rotate(String id, long graceSeconds) {
    return sdkKeys(Tokens.admin()).rotateSdkKey(rotation(id, graceSeconds));
  }

  static RevokeSdkKeyRequest revocation(String id) {
    return RevokeSdkKeyRequest.newBuilder().setId(id).setReason("it leaked").build();
  }

  static SdkKey revoke(String id) {
    return sdkKeys(Tokens.admin()).revokeSdkKey(revocation(id)).getKey();
  }

  static ListSdkKeysResponse list(String token, String after, int size) {
    return sdkKeys(token)
        .listSdkKeys(ListSdkKeysRequest.newBuilder().setPageToken(after).setPageSize(size).build());
  }

  /** Let in, whatever is then said of the experiment. */
  static void assign(String secret) {
    var request = AssignRequest.newBuilder().setExperiment("no-such-experiment").setUnit("u1");
    try {
      assignments(secret).assign(request.build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw e;
      }
    }
  }
}
