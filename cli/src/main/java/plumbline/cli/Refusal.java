package plumbline.cli;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a service said instead of an answer, in words. */
final class Refusal {
  /** How the service begins what it says of a line in a file. */
  private static final Pattern LINE = Pattern.compile("line ([0-9]+): (?s)(.*)");

  private Refusal() {}

  static PlumbException of(StatusRuntimeException e) {
    return new PlumbException(exitCode(e), String.join("\n", lines(e)));
  }

  /** What is wrong with a file: {@code file:line: path: what is allowed}, one a line. */
  static PlumbException of(StatusRuntimeException e, String file) {
    var violations = violations(e);
    var lines = violations.stream().map(it -> ofFile(it, file)).toList();
    return lines.isEmpty()
        ? new PlumbException(exitCode(e), file + ": " + words(e))
        : new PlumbException(exitCode(e), String.join("\n", lines));
  }

  private static String ofFile(FieldViolation violation, String file) {
    var line = LINE.matcher(violation.getDescription());
    // "yaml" is the request's field: the file as a whole.
    var path = violation.getField().equals("yaml") ? "" : violation.getField() + ": ";
    return line.matches()
        ? file + ":" + line.group(1) + ": " + path + line.group(2)
        : file + ": " + path + violation.getDescription();
  }

  private static List<String> lines(StatusRuntimeException e) {
    var lines = new ArrayList<String>();
    violations(e).forEach(it -> lines.add(it.getField() + ": " + it.getDescription()));
    return lines.isEmpty() ? List.of(words(e)) : lines;
  }

  private static String words(StatusRuntimeException e) {
    var said = String.valueOf(e.getStatus().getDescription());
    return switch (e.getStatus().getCode()) {
      case UNAUTHENTICATED ->
          said + "; the token is PLUMBLINE_TOKEN's, or that of the file which --token-file names";
      case PERMISSION_DENIED -> said + "; this needs a token with another role";
      case DEADLINE_EXCEEDED -> "there was no answer in time";
      case UNIMPLEMENTED -> "the service does not offer this";
      default -> said;
    };
  }

  private static int exitCode(StatusRuntimeException e) {
    var code = e.getStatus().getCode();
    return code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED
        ? Plumb.UNREACHABLE
        : Plumb.REFUSED;
  }

  private static List<FieldViolation> violations(StatusRuntimeException e) {
    var status = StatusProto.fromThrowable(e);
    if (status == null) {
      return List.of();
    }
    try {
      for (Any detail : status.getDetailsList()) {
        if (detail.is(BadRequest.class)) {
          return detail.unpack(BadRequest.class).getFieldViolationsList();
        }
      }
    } catch (InvalidProtocolBufferException malformed) {
      // Then the message alone has to do.
    }
    return List.of();
  }
}
