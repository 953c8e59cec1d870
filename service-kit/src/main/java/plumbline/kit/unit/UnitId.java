package plumbline.kit.unit;

/** The rule of what a unit's id may be, the same wherever one is given. */
public final class UnitId {
  /** What {@link #isValid} asks for, as a refusal says it. */
  public static final String RULE = "must be 1 to 256 bytes of UTF-8 without control characters";

  private static final int MAX_BYTES = 256;

  private UnitId() {}

  /** Whether it may be a unit's id. On the hot path: allocates nothing. */
  public static boolean isValid(String id) {
    var bytes = utf8Length(id);
    return bytes >= 1 && bytes <= MAX_BYTES;
  }

  /** Length as UTF-8; -1 if there is a control character or half a surrogate pair. */
  private static int utf8Length(String text) {
    var bytes = 0;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (Character.isISOControl(c)) {
        return -1;
      }
      if (c < 0x80) {
        bytes += 1;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        return -1;
      }
    }
    return bytes;
  }
}
