package plumbline.engine.statistics;

import java.util.function.DoubleFunction;

/**
 * A beta distribution on the scale of u = log(x / (1 - x)). There its density is a smooth bell for
 * any shapes, which the trapezoidal rule integrates with exponential convergence. It is computed
 * relative to its peak, so that nothing overflows or cancels however large the shapes are.
 */
final class LogitBeta {
  /** Where a weight is below e^-45 of its peak, nothing that a double shows is left. */
  private static final double NEGLIGIBLE = 45.0;

  /** Of the bell's width, or of 1 where it is wider: off the real line it grows from π/2 on. */
  private static final double STEP = 0.25;

  private static final double WIDEST = 1.0;

  /** Of the variable v of a half-line, and where it starts: at less than 1e-25 of the width. */
  private static final double HALF_LINE_STEP = 0.0625;

  private static final double HALF_LINE_START = -4.0;

  /** Where the exponential function is still a finite number. */
  private static final double LARGEST_EXPONENT = 700.0;

  private static final double SMALL_STEP = 1e-12;
  private static final int MAX_STEPS = 200;

  private final double a;
  private final double b;
  private final double peak;
  private final double width;
  private final double total;

  /**
   * How much X exceeds x.
   *
   * @param logChance log P(X &gt; x)
   * @param expected E max(X - x, 0)
   */
  record Excess(double logChance, double expected) {
    double chance() {
      return Math.exp(logChance);
    }
  }

  /** Beta(a, b), shapes from 0.1 on. */
  LogitBeta(double a, double b) {
    this.a = a;
    this.b = b;
    this.peak = Math.log(a / b);
    this.width = Math.sqrt(1.0 / a + 1.0 / b);
    this.total = average(t -> new Excess(0.0, 0.0), 1.0).chance();
  }

  private LogitBeta(LogitBeta mirror) {
    this.a = mirror.b;
    this.b = mirror.a;
    this.peak = -mirror.peak;
    this.width = mirror.width;
    this.total = mirror.total;
  }

  double mean() {
    return a / (a + b);
  }

  /** Of 1 - X. */
  private LogitBeta mirrored() {
    return new LogitBeta(this);
  }

  /** P(Y &gt; X) and E max(Y - X, 0), on the scale of the narrower one. */
  Excess exceededBy(LogitBeta other) {
    return width <= other.width
        ? average(other::excess, total)
        : other.mirrored().average(mirrored()::excess, other.total);
  }

  /** The interval with alpha/2 on either side. */
  Interval equalTailed(double alpha) {
    double upper = upperQuantile(0.5 * alpha);
    return new Interval(logistic(-mirrored().upperQuantile(0.5 * alpha)), logistic(upper));
  }

  /**
   * The u that X exceeds with a chance of {@code tail}. Newton's method on the logarithm of the
   * tail, which is concave: from a start too high it descends without passing the root.
   */
  private double upperQuantile(double tail) {
    double logTail = Math.log(tail);
    double t = Math.sqrt(-2.0 * logTail) * width;
    for (int i = 0; i < MAX_STEPS; i++) {
      double logChance = excess(peak + t).logChance();
      double hazard = Math.exp(logWeight(t) - logChance) / total;
      double step = (logChance - logTail) / hazard;
      t += step;
      if (Math.abs(step) < SMALL_STEP * width) {
        break;
      }
    }
    return peak + t;
  }

  /** By the trapezoidal rule over the whole line. */
  private Excess average(DoubleFunction<Excess> excess, double total) {
    double step = STEP * Math.min(width, WIDEST);
    double bell = Math.sqrt(2.0 * NEGLIGIBLE) * width;
    double chance = 0.0;
    double expected = 0.0;
    for (double t = -bell - NEGLIGIBLE / a; t < bell + NEGLIGIBLE / b; t += step) {
      double weight = Math.exp(logWeight(t)) * step / total;
      Excess here = excess.apply(peak + t);
      chance += weight * here.chance();
      expected += weight * here.expected();
    }
    return new Excess(Math.log(chance), expected);
  }

  /** Beyond u, from whichever side of the peak is the small one. */
  Excess excess(double u) {
    if (u >= peak) {
      return upperExcess(u);
    }
    Excess below = mirrored().upperExcess(-u);
    return new Excess(Math.log1p(-below.chance()), mean() - logistic(u) + below.expected());
  }

  /**
   * From u on, above the peak, over d = width·exp(v - exp(-v)): the trapezoidal rule in v converges
   * exponentially for what falls off on a half-line (Takahasi, Mori 1974).
   */
  private Excess upperExcess(double u) {
    double t = u - peak;
    double start = logWeight(t);
    double x = logistic(u);
    double rest = logistic(-u);
    double chance = 0.0;
    double expected = 0.0;
    double fallen = 0.0;
    for (double v = HALF_LINE_START; fallen < NEGLIGIBLE; v += HALF_LINE_STEP) {
      double distance = width * Math.exp(v - Math.exp(-v));
      double log = logWeight(t + distance);
      double mass = Math.exp(log - start) * distance * (1.0 + Math.exp(-v)) * HALF_LINE_STEP;
      chance += mass;
      // The logistic at u + distance, less that at u.
      expected += mass * x * rest * -Math.expm1(-distance) / (x + rest * Math.exp(-distance));
      fallen = start - log;
    }
    return new Excess(start + Math.log(chance / total), Math.exp(start) * expected / total);
  }

  /** log of {@code x^a·(1-x)^b} over its value at the peak, t from there. */
  private double logWeight(double t) {
    return a <= b ? logWeight(a, b, t) : logWeight(b, a, -t);
  }

  /** By the smaller shape: the larger one's share of both could not be told from 1. */
  private static double logWeight(double smaller, double larger, double t) {
    double n = smaller + larger;
    return t > LARGEST_EXPONENT
        ? -larger * t - n * Math.log(smaller / n)
        : smaller * t - n * Math.log1p(smaller / n * Math.expm1(t));
  }

  private static double logistic(double u) {
    return 1.0 / (1.0 + Math.exp(-u));
  }
}
