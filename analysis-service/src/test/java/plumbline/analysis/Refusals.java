package plumbline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a refused call says. */
final class Refusals {
  private Refusals() {}

  static String refused(Status.Code code, ThrowingCallable call) {
    var refusal = catchThrowableOfType(StatusRuntimeException.class, call);
    assertThat(refusal).as("a refusal").isNotNull();
    var said = String.valueOf(refusal.getStatus().getDescription());
    assertThat(refusal.getStatus().getCode()).as(said).isEqualTo(code);
    assertThat(said).doesNotContain("Exception", "at plumbline");
    return said;
  }

  static List<String> invalidFields(ThrowingCallable call) {
    var refusal = catchThrowableOfType(StatusRuntimeException.class, call);
    refused(
        Status.Code.INVALID_ARGUMENT,
        () -> {
          throw refusal;
        });
    var status = StatusProto.fromThrowable(refusal);
    assertThat(status).isNotNull();
    try {
      return status.getDetails(0).unpack(BadRequest.class).getFieldViolationsList().stream()
          .map(BadRequest.FieldViolation::getField)
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
