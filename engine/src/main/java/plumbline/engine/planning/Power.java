package plumbline.engine.planning;

/**
 * The chances of a significant result when there is a given difference.
 *
 * @param detected significant, with the right sign: what "power" usually means
 * @param wrongSign significant, with the wrong sign; 0 for a one-sided test
 */
public record Power(double detected, double wrongSign) {
  /** Significant, whichever sign; with no difference it would be alpha. */
  public double rejected() {
    return detected + wrongSign;
  }
}
