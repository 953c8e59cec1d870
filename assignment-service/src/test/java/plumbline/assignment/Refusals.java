package plumbline.assignment;

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

  static StatusRuntimeException refused(Status.Code code, ThrowingCallable call) {
    var refusal = catchThrowableOfType(StatusRuntimeException.class, call);
    assertThat(refusal).as("a refusal").isNotNull();
    assertThat(refusal.getStatus().getCode())
        .as(refusal.getStatus().getDescription())
        .isEqualTo(code);
    assertThat(refusal.getStatus().getDescription()).doesNotContain("Exception", "at plumbline");
    return refusal;
  }

  static List<String> invalidFields(ThrowingCallable call) {
    var refusal = refused(Status.Code.INVALID_ARGUMENT, call);
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
