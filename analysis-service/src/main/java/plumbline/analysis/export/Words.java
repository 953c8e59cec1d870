package plumbline.analysis.export;

import com.google.protobuf.ProtocolMessageEnum;
import java.util.Locale;

/** The contract's names in words. */
public final class Words {
  private static final String UNRECOGNIZED = "UNRECOGNIZED";

  private Words() {}

  /** {@code DESIGN_FIXED_HORIZON} as {@code fixed horizon}; empty where it was not said. */
  public static String of(ProtocolMessageEnum value) {
    var name = String.valueOf(value);
    if (name.equals(UNRECOGNIZED)) {
      return "unknown";
    }
    var type = value.getDescriptorForType().getName().replaceAll("(?<!^)([A-Z])", "_$1") + "_";
    var word = name.substring(type.length()).replace('_', ' ').toLowerCase(Locale.ROOT);
    return word.equals("unspecified") ? "" : word;
  }
}
