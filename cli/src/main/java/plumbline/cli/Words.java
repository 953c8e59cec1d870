package plumbline.cli;

import com.google.protobuf.ProtocolMessageEnum;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.Locale;

/** What the contracts say, as people read it. */
public final class Words {
  private Words() {}

  /** A constant without its type's name: {@code stopped}, {@code keep control}. */
  public static String of(ProtocolMessageEnum constant) {
    var type = constant.getDescriptorForType().getName();
    var prefix = type.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT) + "_";
    return constant.toString().replace(prefix, "").toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** UTC, to the second. */
  static String time(Timestamp time) {
    return Timestamps.toString(time).replaceFirst("\\.\\d+Z", "Z");
  }

  /** {@code 12.50 %}. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** {@code 14,751}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
