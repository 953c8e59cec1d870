package plumbline.engine.planning;

/** Which way a treatment moves a metric. */
public enum Direction {
  /** The treatment has more than control. */
  INCREASE(1),
  /** The treatment has less than control. */
  DECREASE(-1);

  private final int sign;

  Direction(int sign) {
    this.sign = sign;
  }

  /** 1 for an increase, -1 for a decrease. */
  public int sign() {
    return sign;
  }
}
