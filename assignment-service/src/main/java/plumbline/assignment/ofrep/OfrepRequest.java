package plumbline.assignment.ofrep;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.evaluation.FlagContext;
import plumbline.kit.failure.Failure;
import plumbline.kit.json.ProtoJson;

/** Reads {@code {"context": {…}}}. */
final class OfrepRequest {
  private static final String CONTEXT = "context";

  private OfrepRequest() {}

  /**
   * The context; an empty one where none is sent, as a client does that has none.
   *
   * @throws Failure.Invalid if the body is no JSON object, or its context none
   */
  static FlagContext context(byte[] body) {
    @Nullable Value context = ProtoJson.object(body).getFieldsMap().get(CONTEXT);
    if (context == null) {
      return FlagContext.of(Struct.getDefaultInstance());
    }
    if (!context.hasStructValue()) {
      throw new Failure.Invalid(CONTEXT, "must be a JSON object");
    }
    return FlagContext.of(context.getStructValue());
  }
}
