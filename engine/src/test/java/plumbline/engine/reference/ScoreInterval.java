package plumbline.engine.reference;

import java.util.function.DoubleUnaryOperator;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.Normal;

/**
 * Miettinen and Nurminen's interval apart from the engine: once by the definition, the restricted
 * likelihood maximised by halving its derivative, once as statsmodels up to 0.14.6 computes it.
 * There the linear coefficient of the cubic has a count where it needs the number of units, so the
 * rates that it calls likeliest are not (statsmodels' issue 10269).
 */
record ScoreInterval(double x1, double n1, double x2, double n2, double alpha) {
  private static final int HALVINGS = 100;

  static ScoreInterval of(ReferenceCase c) {
    return new ScoreInterval(
        c.number("x1"), c.number("n1"), c.number("x2"), c.number("n2"), c.number("alpha"));
  }

  Interval byLikelihood() {
    return interval(this::likeliest);
  }

  Interval asStatsmodelsHasIt() {
    return interval(this::faulty);
  }

  private Interval interval(DoubleUnaryOperator rateOfControl) {
    double difference = x2 / n2 - x1 / n1;
    return new Interval(end(difference, -1.0, rateOfControl), end(difference, 1.0, rateOfControl));
  }

  private double end(double inside, double outside, DoubleUnaryOperator rateOfControl) {
    double critical = Normal.twoSidedQuantile(alpha);
    double in = inside;
    double out = outside;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = 0.5 * (in + out);
      if (Math.abs(z(middle, rateOfControl.applyAsDouble(middle))) <= critical) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return in;
  }

  private double z(double hypothesis, double p1) {
    double p2 = p1 + hypothesis;
    double n = n1 + n2;
    double variance = (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * n / (n - 1);
    return (x2 / n2 - x1 / n1 - hypothesis) / Math.sqrt(variance);
  }

  /** The derivative of the likelihood falls throughout. */
  private double likeliest(double hypothesis) {
    double low = Math.max(0.0, -hypothesis);
    double high = Math.min(1.0, 1.0 - hypothesis);
    for (int i = 0; i < HALVINGS; i++) {
      double p = 0.5 * (low + high);
      double slope =
          part(x1, p)
              - part(n1 - x1, 1 - p)
              + part(x2, p + hypothesis)
              - part(n2 - x2, 1 - p - hypothesis);
      if (slope > 0) {
        low = p;
      } else {
        high = p;
      }
    }
    return 0.5 * (low + high);
  }

  private static double part(double count, double rate) {
    return count == 0 ? 0 : count / rate;
  }

  private double faulty(double hypothesis) {
    double n = n1 + n2;
    double c2 = (n2 + 2 * n1) * hypothesis - n - x1 - x2;
    double c1 = (x1 * hypothesis - n - 2 * x1) * hypothesis + x1 + x2;
    double c0 = x1 * hypothesis * (1 - hypothesis);
    double third = c2 / (3 * n);
    double q = Math.pow(third, 3) - c1 * c2 / (6 * n * n) + c0 / (2 * n);
    double p = Math.signum(q) * Math.sqrt(third * third - c1 / (3 * n));
    return 2 * p * Math.cos((Math.PI + Math.acos(q / Math.pow(p, 3))) / 3) - third;
  }
}
