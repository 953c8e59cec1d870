package plumbline.openfeature;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Values as tracking-service takes them: integers, in millionths. */
final class Micros {
  private static final int PLACES = 6;
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

  private Micros() {}

  /**
   * A value in millionths. A {@code Double} or {@code Float} is taken to the nearest one, ties to
   * even, as 0.1 + 0.2 has 17 decimals that nobody meant; any other number is taken exactly.
   */
  static long of(Number value) throws InvalidEventException {
    var decimal = decimal(value);
    if (decimal.abs().compareTo(MOST) > 0) {
      throw new InvalidEventException("value must be within ±1e9, not " + value);
    }
    if (value instanceof Double || value instanceof Float) {
      decimal = decimal.setScale(PLACES, RoundingMode.HALF_EVEN);
    } else if (decimal.stripTrailingZeros().scale() > PLACES) {
      throw new InvalidEventException("value must have at most 6 decimals");
    }
    return decimal.movePointRight(PLACES).longValueExact();
  }

  private static BigDecimal decimal(Number value) throws InvalidEventException {
    try {
      return new BigDecimal(value.toString());
    } catch (NumberFormatException e) {
      throw new InvalidEventException("value must be a finite number, not " + value);
    }
  }
}
