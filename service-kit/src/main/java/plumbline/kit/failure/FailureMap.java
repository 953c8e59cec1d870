package plumbline.kit.failure;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** The one map from {@link Failure} to gRPC status and HTTP. */
public final class FailureMap {
  /** What a caller is advised to wait before it tries again. */
  public static final int RETRY_SECONDS = 1;

  private FailureMap() {}

  /** The failure's gRPC code. */
  public static Code code(Failure failure) {
    return switch (failure) {
      case Failure.NotFound _ -> Code.NOT_FOUND;
      case Failure.Invalid _ -> Code.INVALID_ARGUMENT;
      case Failure.AlreadyExists _ -> Code.ALREADY_EXISTS;
      case Failure.Refused _ -> Code.FAILED_PRECONDITION;
      case Failure.Stale _ -> Code.ABORTED;
      case Failure.Unavailable _ -> Code.UNAVAILABLE;
      case Failure.Exhausted _ -> Code.RESOURCE_EXHAUSTED;
      case Failure.Unauthenticated _ -> Code.UNAUTHENTICATED;
      case Failure.PermissionDenied _ -> Code.PERMISSION_DENIED;
    };
  }

  /** The failure's HTTP status. */
  public static int http(Failure failure) {
    return switch (failure) {
      case Failure.NotFound _ -> 404;
      case Failure.Invalid _ -> 400;
      case Failure.AlreadyExists _, Failure.Refused _, Failure.Stale _ -> 409;
      case Failure.Unavailable _ -> 503;
      case Failure.Exhausted _ -> 429;
      case Failure.Unauthenticated _ -> 401;
      case Failure.PermissionDenied _ -> 403;
    };
  }

  /** The failure as gRPC sends it: field violations and retry advice are details of the status. */
  public static StatusRuntimeException grpc(Failure failure) {
    var status =
        Status.newBuilder().setCode(code(failure).getNumber()).setMessage(failure.getMessage());
    switch (failure) {
      case Failure.Invalid invalid -> status.addDetails(Any.pack(badRequest(invalid)));
      case Failure.Unavailable _, Failure.Exhausted _ -> status.addDetails(Any.pack(retryLater()));
      case Failure.NotFound _,
          Failure.AlreadyExists _,
          Failure.Refused _,
          Failure.Stale _,
          Failure.Unauthenticated _,
          Failure.PermissionDenied _ -> {}
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  private static BadRequest badRequest(Failure.Invalid invalid) {
    var details = BadRequest.newBuilder();
    for (var violation : invalid.violations()) {
      details
          .addFieldViolationsBuilder()
          .setField(violation.field())
          .setDescription(violation.description());
    }
    return details.build();
  }

  private static RetryInfo retryLater() {
    return RetryInfo.newBuilder()
        .setRetryDelay(Duration.newBuilder().setSeconds(RETRY_SECONDS))
        .build();
  }
}
