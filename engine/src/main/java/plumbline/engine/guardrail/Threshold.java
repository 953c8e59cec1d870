package plumbline.engine.guardrail;

import java.math.BigDecimal;
import plumbline.engine.planning.Direction;

/**
 * How much a treatment may harm a metric. It is breached where the treatment's true value lies
 * beyond {@link #limit}, a line in control's: {@code slope · control + shift}.
 *
 * @param margin above 0: a part of control's value (RELATIVE, 0.01 is 1 %), a share
 *     (PERCENTAGE_POINTS, 0.005 is 0.5 pp), or in the metric's unit (ABSOLUTE)
 * @param direction the way that is harm
 * @param scale of the metric
 */
public record Threshold(BigDecimal margin, Kind kind, Direction direction, Scale scale) {
  /** A tenfold value is no longer a margin. */
  private static final BigDecimal MOST_RELATIVE = BigDecimal.TEN;

  /** As large as an event's value may be. */
  private static final BigDecimal MOST_ABSOLUTE = new BigDecimal("1e9");

  /** What the margin is measured in. */
  public enum Kind {
    /** Relative to control's value. */
    RELATIVE,
    /** Points of a share. */
    PERCENTAGE_POINTS,
    /** The metric's unit of measure. */
    ABSOLUTE
  }

  /**
   * Refuses a margin that bounds nothing.
   *
   * @throws GuardrailSyntaxException with what is allowed
   */
  public Threshold {
    margin = margin.stripTrailingZeros();
    boolean share = scale instanceof Scale.Share;
    if (share ? kind == Kind.ABSOLUTE : kind == Kind.PERCENTAGE_POINTS) {
      throw new GuardrailSyntaxException(kind + " is no margin for " + scale);
    }
    if (margin.signum() <= 0 || !isBelowTheMost(margin, kind, direction)) {
      throw new GuardrailSyntaxException(
          "a margin is above 0, and at most 1000% (increase), below 100% (decrease), below 100pp,"
              + " or at most 1,000,000,000 in the metric's unit");
    }
  }

  /**
   * Reads a threshold as people write it: {@code < 1% increase from control}, {@code < 0.5pp
   * decrease from control}, {@code < 200ms increase from control}.
   *
   * @throws GuardrailSyntaxException with what is allowed
   */
  public static Threshold parse(String text, Scale scale) {
    return ThresholdGrammar.parse(text, scale);
  }

  /** The threshold in its shortest form, which {@link #parse} reads back as the same. */
  public String text() {
    return "< " + Words.margin(this) + " " + Words.lower(direction) + " from control";
  }

  /**
   * How it was understood, in plain words, with an example where a simple one exists.
   *
   * @param metric the metric's key
   */
  public String describe(String metric) {
    return ThresholdWords.describe(this, metric);
  }

  /**
   * How it was understood, in plain words, for a known control.
   *
   * @param metric the metric's key
   * @param control control's expected value: a share from 0 to 1, or in the metric's unit
   */
  public String describe(String metric, double control) {
    return ThresholdWords.describe(this, metric, control);
  }

  /** What control's value is multiplied by: 1 ± margin for a relative one, else 1. */
  public double slope() {
    return signedSlope().doubleValue();
  }

  /** What is added to it: ± margin in the metric's unit, 0 for a relative one. */
  public double shift() {
    return signedShift().doubleValue();
  }

  /** The treatment's value beyond which it is breached. */
  public double limit(double control) {
    return limit(BigDecimal.valueOf(control)).doubleValue();
  }

  /**
   * How much worse the treatment is, in the margin's terms; negative where it is better.
   *
   * @param control not 0 for a relative margin
   */
  public double harm(double control, double treatment) {
    double worse = direction.sign() * (treatment - control);
    return kind == Kind.RELATIVE ? worse / control : worse;
  }

  /** How far the treatment lies beyond the limit, in the metric's unit; negative within it. */
  double excess(double control, double treatment) {
    return direction.sign() * (treatment - (slope() * control + shift()));
  }

  /** The treatment's value at a given harm, in the margin's terms: the inverse of {@link #harm}. */
  public double treatmentAt(double control, double harm) {
    double scaled = kind == Kind.RELATIVE ? harm * control : harm;
    return control + direction.sign() * scaled;
  }

  BigDecimal limit(BigDecimal control) {
    return control.multiply(signedSlope()).add(signedShift());
  }

  private BigDecimal signedSlope() {
    return kind == Kind.RELATIVE ? BigDecimal.ONE.add(signedMargin()) : BigDecimal.ONE;
  }

  private BigDecimal signedShift() {
    return kind == Kind.RELATIVE ? BigDecimal.ZERO : signedMargin();
  }

  private BigDecimal signedMargin() {
    return direction == Direction.INCREASE ? margin : margin.negate();
  }

  private static boolean isBelowTheMost(BigDecimal margin, Kind kind, Direction direction) {
    return switch (kind) {
      case RELATIVE ->
          direction == Direction.INCREASE
              ? margin.compareTo(MOST_RELATIVE) <= 0
              : margin.compareTo(BigDecimal.ONE) < 0;
      case PERCENTAGE_POINTS -> margin.compareTo(BigDecimal.ONE) < 0;
      case ABSOLUTE -> margin.compareTo(MOST_ABSOLUTE) <= 0;
    };
  }
}
