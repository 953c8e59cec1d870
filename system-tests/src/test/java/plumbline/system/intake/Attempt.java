package plumbline.system.intake;

import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import plumbline.proto.tracking.v1.TrackResponse;

/** What became of sending a batch once. */
sealed interface Attempt {
  /** It was acknowledged. */
  record Stored(TrackResponse response) implements Attempt {}

  /**
   * The service said no.
   *
   * @param code as gRPC names it; what HTTP says instead if there is no such name
   * @param advised whether it said when to try again
   */
  record Refused(String code, boolean advised) implements Attempt {}

  /** Nobody knows what became of it: the service, or the way to it, was gone. */
  record Unanswered(String why) implements Attempt {}

  /** What a call or a stream ended with. */
  static Attempt failed(Throwable failure) {
    var status = StatusProto.fromThrowable(failure);
    if (status == null) {
      return new Refused(String.valueOf(failure), false);
    }
    if (status.getDetailsList().stream().anyMatch(detail -> detail.is(RetryInfo.class))) {
      return new Refused(name(status.getCode()), true);
    }
    // Without a word of the service's own: said by the connection.
    var said = Status.fromThrowable(failure);
    if (said.getCause() instanceof IOException) {
      return new Unanswered(String.valueOf(said));
    }
    return switch (said.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> new Unanswered(status.getMessage());
      default -> new Refused(name(status.getCode()) + " " + status.getMessage(), false);
    };
  }

  /** A code's name. */
  static String name(int code) {
    return String.valueOf(Code.forNumber(code));
  }
}
