package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.stream.Collectors;
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
    return violations(call).stream().map(BadRequest.FieldViolation::getField).toList();
  }

  /** What is said about one field, in one text. */
  static String said(String field, ThrowingCallable call) {
    return violations(call).stream()
        .filter(violation -> violation.getField().equals(field))
        .map(BadRequest.FieldViolation::getDescription)
        .collect(Collectors.joining("; "));
  }

  private static List<BadRequest.FieldViolation> violations(ThrowingCallable call) {
    var refusal = refused(Status.Code.INVALID_ARGUMENT, call);
    var status = StatusProto.fromThrowable(refusal);
    assertThat(status).isNotNull();
    try {
      return status.getDetails(0).unpack(BadRequest.class).getFieldViolationsList();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
