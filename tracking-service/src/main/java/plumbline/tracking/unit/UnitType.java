package plumbline.tracking.unit;

import java.util.Optional;

/** What a unit is; the number is what the database and the contracts say. */
public enum UnitType {
  USER("user", 1),
  ACCOUNT("account", 2),
  DEVICE("device", 3);

  private final String key;
  private final short number;

  UnitType(String key, int number) {
    this.key = key;
    this.number = (short) number;
  }

  /** As clients write it. */
  public String key() {
    return key;
  }

  public short number() {
    return number;
  }

  public static UnitType of(short number) {
    return values()[number - 1];
  }

  public static Optional<UnitType> parse(String key) {
    for (var type : values()) {
      if (type.key.equals(key)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
