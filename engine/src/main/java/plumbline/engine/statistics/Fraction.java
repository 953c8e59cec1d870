package plumbline.engine.statistics;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact fraction of whole numbers, not reduced. A long formula stays exact with it and is
 * divided once, at its end, so that nothing cancels on the way.
 *
 * @param denominator not 0
 */
record Fraction(BigInteger numerator, BigInteger denominator) {
  /** Bits of a quotient before it is rounded to the 53 of a double: far more than it takes. */
  private static final int BITS = 128;

  Fraction {
    if (denominator.signum() == 0) {
      throw new IllegalArgumentException("no fraction is over 0");
    }
  }

  /** A scale as {@link Moments} takes one: 1e-6 is one millionth, exactly. */
  static Fraction ofScale(double scale) {
    BigDecimal decimal = Moments.decimal(scale);
    BigDecimal digits = decimal.setScale(Math.max(0, decimal.scale()));
    return new Fraction(digits.unscaledValue(), BigInteger.TEN.pow(digits.scale()));
  }

  Fraction plus(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  Fraction minus(Fraction other) {
    return plus(new Fraction(other.numerator.negate(), other.denominator));
  }

  Fraction times(Fraction other) {
    return new Fraction(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /** Divided by another, which is not 0. */
  Fraction over(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  boolean isZero() {
    return numerator.signum() == 0;
  }

  /** The nearest double. */
  double toDouble() {
    int shift = BITS + denominator.bitLength() - numerator.bitLength();
    BigInteger quotient = numerator.shiftLeft(shift).divide(denominator);
    return Math.scalb(quotient.doubleValue(), -shift);
  }
}
