package plumbline.assignment;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;

/** Contexts of evaluations. */
final class FlagContexts {
  static final Struct NOBODY = Struct.getDefaultInstance();

  private FlagContexts() {}

  static Struct user(String id) {
    return with(NOBODY, "targetingKey", FlagDefinitions.text(id));
  }

  static Struct with(Struct context, String name, Value value) {
    return context.toBuilder().putFields(name, value).build();
  }
}
