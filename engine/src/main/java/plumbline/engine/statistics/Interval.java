package plumbline.engine.statistics;

/** A confidence interval, both ends included. */
public record Interval(double lower, double upper) {
  /** Refuses ends that are not numbers or the wrong way round. */
  public Interval {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException("no interval from " + lower + " to " + upper);
    }
  }

  /** Whether a value is inside, ends included. */
  public boolean contains(double value) {
    return lower <= value && value <= upper;
  }

  static Interval around(double centre, double halfWidth) {
    return new Interval(centre - halfWidth, centre + halfWidth);
  }
}
