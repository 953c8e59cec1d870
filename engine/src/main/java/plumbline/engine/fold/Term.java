package plumbline.engine.fold;

/** The numbers that a metric has of a unit. */
public enum Term {
  /** Its value; of a RATIO the numerator, of a QUANTILE the number of events with a value. */
  Y,
  /** The denominator; RATIO only. */
  D,
  /** The covariate: Y of the lookback. */
  X,
  /** The denominator's covariate: D of the lookback. */
  Z
}
