package plumbline.engine.planning;

/** Refuses arguments by name, and says what is allowed. */
final class Require {
  /** From here on a plan is a coin toss, and the formulas' far tail is no longer negligible. */
  private static final double LEAST_POWER = 0.5;

  /** What a double still tells from 1 well enough to have a quantile. */
  private static final double MOST_POWER = 1.0 - 1e-9;

  private static final int MOST_POINTS = 400;

  private Require() {}

  static void positive(String name, double value) {
    that(value > 0.0 && Double.isFinite(value), name, "above 0 and finite", value);
  }

  static void between(String name, double value, double low, double high) {
    that(value > low && value < high, name, "above " + low + " and below " + high, value);
  }

  static void power(double power) {
    that(power >= LEAST_POWER && power <= MOST_POWER, "power", "from 0.5 to 0.999999999", power);
  }

  static void points(int points) {
    that(points >= 2 && points <= MOST_POINTS, "points", "from 2 to 400", points);
  }

  static void difference(double difference) {
    that(
        difference != 0.0 && Double.isFinite(difference),
        "difference",
        "finite, not 0",
        difference);
  }

  static void that(boolean holds, String name, String allowed, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + allowed + ", not " + value);
    }
  }
}
