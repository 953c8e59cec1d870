package plumbline.kit.definition;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.util.stream.Collectors;

/** What an enum's field may say, for people. */
public final class Allowed {
  private Allowed() {}

  static String of(EnumValueDescriptor constant) {
    return of(constant.getType());
  }

  /** Every value but the one that says nothing. */
  public static String of(EnumDescriptor type) {
    return type.getValues().stream()
        .filter(value -> value.getNumber() != 0)
        .map(EnumValueDescriptor::getName)
        .collect(Collectors.joining(", ", "one of ", ""));
  }
}
