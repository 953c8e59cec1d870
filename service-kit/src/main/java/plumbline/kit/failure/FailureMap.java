package plumbline.kit.failure;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one map from {@link Failure} to gRPC status and HTTP. */
// Details are packed and read by reflection, and Quarkus registers the contracts' own messages
// alone.
@RegisterForReflection(
    targets = {
      BadRequest.class,
      BadRequest.Builder.class,
      BadRequest.FieldViolation.class,
      BadRequest.FieldViolation.Builder.class,
      RetryInfo.class,
      RetryInfo.Builder.class,
      Status.class,
      Status.Builder.class
    })
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
      case Failure.Late _ -> Code.DEADLINE_EXCEEDED;
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
      case Failure.Late _ -> 408;
      case Failure.Unauthenticated _ -> 401;
      case Failure.PermissionDenied _ -> 403;
    };
  }

  /** The failure as gRPC sends it: field violations and retry advice are details of the status. */
  public static StatusRuntimeException grpc(Failure failure) {
    var status =
        Status.newBuilder()
            .setCode(code(failure).getNumber())
            .setMessage(Trailers.message(failure.getMessage()));
    switch (failure) {
      case Failure.Invalid invalid -> status.addDetails(Any.pack(badRequest(invalid)));
      case Failure.Unavailable _, Failure.Exhausted _ -> status.addDetails(Any.pack(retryLater()));
      case Failure.NotFound _,
          Failure.AlreadyExists _,
          Failure.Refused _,
          Failure.Stale _,
          Failure.Late _,
          Failure.Unauthenticated _,
          Failure.PermissionDenied _ -> {}
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  /**
   * The failure that another service of ours answered with, to be answered to who asked us for it;
   * empty where the fault is not the asker's.
   */
  public static Optional<Failure> asked(StatusRuntimeException thrown) {
    var message = String.valueOf(thrown.getStatus().getDescription());
    return switch (thrown.getStatus().getCode()) {
      case NOT_FOUND -> Optional.of(new Failure.NotFound(message));
      case INVALID_ARGUMENT -> Optional.of(invalid(thrown, message));
      case ALREADY_EXISTS -> Optional.of(new Failure.AlreadyExists(message));
      case FAILED_PRECONDITION -> Optional.of(new Failure.Refused(message));
      case ABORTED -> Optional.of(new Failure.Stale(message));
      case RESOURCE_EXHAUSTED -> Optional.of(new Failure.Exhausted(message));
      case UNAUTHENTICATED -> Optional.of(new Failure.Unauthenticated(message));
      case PERMISSION_DENIED -> Optional.of(new Failure.PermissionDenied(message));
      default -> Optional.empty();
    };
  }

  private static Failure invalid(StatusRuntimeException thrown, String message) {
    var status = StatusProto.fromThrowable(thrown);
    var violations = new ArrayList<Violation>();
    if (status != null) {
      for (var detail : status.getDetailsList()) {
        violations.addAll(violations(detail));
      }
    }
    return violations.isEmpty() ? new Failure.Refused(message) : new Failure.Invalid(violations);
  }

  private static List<Violation> violations(Any detail) {
    if (!detail.is(BadRequest.class)) {
      return List.of();
    }
    try {
      return detail.unpack(BadRequest.class).getFieldViolationsList().stream()
          .map(it -> new Violation(it.getField(), it.getDescription()))
          .toList();
    } catch (InvalidProtocolBufferException e) {
      return List.of();
    }
  }

  private static BadRequest badRequest(Failure.Invalid invalid) {
    var details = BadRequest.newBuilder();
    for (var violation : invalid.violations()) {
      details
          .addFieldViolationsBuilder()
          .setField(Trailers.part(violation.field()))
          .setDescription(Trailers.part(violation.description()));
      if (details.build().getSerializedSize() > Trailers.DETAIL_BYTES) {
        // The message says how many there are.
        return details.removeFieldViolations(details.getFieldViolationsCount() - 1).build();
      }
    }
    return details.build();
  }

  private static RetryInfo retryLater() {
    return RetryInfo.newBuilder()
        .setRetryDelay(Duration.newBuilder().setSeconds(RETRY_SECONDS))
        .build();
  }
}
