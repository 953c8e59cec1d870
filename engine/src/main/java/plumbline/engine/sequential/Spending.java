package plumbline.engine.sequential;

import plumbline.engine.statistics.Normal;

/**
 * How much of alpha may have been spent by the time that a part of the information has come in (Lan
 * and DeMets 1983, Biometrika 70, 659-663). It is fixed beforehand; when the looks then are, and
 * how many, need not be.
 */
public sealed interface Spending {
  /**
   * The alpha of one side that is spent at a look or before it.
   *
   * @param alphaPerSide of the whole test, for one side: half of a two-sided alpha
   * @param fraction of the planned information, from 0 to 1
   */
  double spent(double alphaPerSide, double fraction);

  /**
   * Like O'Brien and Fleming's boundaries: next to nothing early, and the last look is nearly that
   * of a test without looks. The usual choice.
   */
  record OBrienFleming() implements Spending {
    @Override
    public double spent(double alphaPerSide, double fraction) {
      return 2.0 * Normal.upperTail(Normal.twoSidedQuantile(alphaPerSide) / Math.sqrt(fraction));
    }
  }

  /** Like Pocock's boundaries: nearly the same one at every look, at the price of a larger last. */
  record Pocock() implements Spending {
    @Override
    public double spent(double alphaPerSide, double fraction) {
      return alphaPerSide * Math.log1p(Math.expm1(1.0) * fraction);
    }
  }

  /**
   * A power of the information (Kim and DeMets 1987, Biometrika 74, 149-154).
   *
   * @param power above 0, at most 50: 1 spends evenly, 3 resembles O'Brien and Fleming
   */
  record KimDeMets(double power) implements Spending {
    /** Refuses a power that is none. */
    public KimDeMets {
      if (!(power > 0.0 && power <= 50.0)) {
        throw new IllegalArgumentException("power is above 0 and at most 50, not " + power);
      }
    }

    @Override
    public double spent(double alphaPerSide, double fraction) {
      return alphaPerSide * Math.pow(fraction, power);
    }
  }

  /**
   * Hwang, Shih and DeCani's family (1990, Statistics in Medicine 9, 1439-1445).
   *
   * @param gamma from -40 to 40: -4 resembles O'Brien and Fleming, 1 Pocock, 0 spends evenly
   */
  record HwangShihDeCani(double gamma) implements Spending {
    /** Refuses a gamma that is none. */
    public HwangShihDeCani {
      if (!(Math.abs(gamma) <= 40.0)) {
        throw new IllegalArgumentException("gamma is from -40 to 40, not " + gamma);
      }
    }

    @Override
    public double spent(double alphaPerSide, double fraction) {
      double part = gamma == 0.0 ? fraction : Math.expm1(-gamma * fraction) / Math.expm1(-gamma);
      return alphaPerSide * part;
    }
  }
}
