package plumbline.engine.guardrail;

/**
 * How alpha is shared out while guardrails are watched. Looks 1 to K get 0.9·α/(K·G·T) each, the
 * j-th look after them 0.1·α/(j(j+1)·G·T). As 1/(j(j+1)) sums to 1, however many looks there are
 * they have at most α/(G·T): a union bound, valid under any dependence of looks, metrics and
 * treatments. Guardrails that halt and guardrails that alert are families of their own.
 *
 * @param alpha one-sided, the chance that any guardrail of this action is falsely breached, above 0
 *     and below 0.5
 * @param looks K, the looks that are planned ({@link LookSchedule#plannedLooks}), at least 1
 * @param guardrails G, those with the same action, at least 1
 * @param treatments T, at least 1
 */
public record WatchLevel(double alpha, int looks, int guardrails, int treatments) {
  private static final double SHARE_OF_PLANNED_LOOKS = 0.9;
  private static final double SHARE_OF_FURTHER_LOOKS = 0.1;

  /** Refuses what shares nothing out. */
  public WatchLevel {
    if (!(alpha >= 1e-12 && alpha < 0.5)) {
      throw new IllegalArgumentException("alpha is from 1e-12 to below 0.5, not " + alpha);
    }
    if (looks < 1 || guardrails < 1 || treatments < 1) {
      throw new IllegalArgumentException(
          "looks, guardrails and treatments are at least 1, not %d, %d and %d"
              .formatted(looks, guardrails, treatments));
    }
  }

  /**
   * The one-sided level of one guardrail and treatment at a look.
   *
   * @param number of the look, from 1
   */
  public double atLook(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("number is at least 1, not " + number);
    }
    if (number <= looks) {
      return perPlannedLook();
    }
    double further = (double) number - looks;
    double share = SHARE_OF_FURTHER_LOOKS / (further * (further + 1.0));
    return share * alpha / ((double) guardrails * treatments);
  }

  /** The one-sided level of one guardrail and treatment at one of the planned looks. */
  public double perPlannedLook() {
    return SHARE_OF_PLANNED_LOOKS * alpha / ((double) looks * guardrails * treatments);
  }
}
