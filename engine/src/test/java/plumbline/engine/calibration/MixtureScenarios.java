package plumbline.engine.calibration;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.sequential.Look;
import plumbline.engine.statistics.NormalMixture;

/** mSPRT, with a tau that is fixed beforehand: a look at each pair of units from the tenth on. */
final class MixtureScenarios {
  private static final double ALPHA = 0.05;
  private static final double TAU = 0.1;
  private static final double EFFECT = 0.2;
  private static final int FIRST = 10;
  private static final int PAIRS = 1_000;

  private MixtureScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "Always valid, mSPRT",
            "exponential units, tau 0.1, a look at each of 1,000 pairs",
            new Rounds(50, 5_000),
            List.of(
                Figure.rate("no effect: called at some look", Held.atMost(ALPHA)),
                Figure.rate("no effect: called at some look, one-sided", Held.atMost(ALPHA)),
                Figure.rate("effect of 0.2: found", Held.TO_NOTHING),
                Figure.rate("effect of 0.2: covered at all looks", Held.atLeast(1 - ALPHA))),
            random -> {
              boolean[] outcomes = {false, false, false, true};
              looks(random, look -> add(outcomes, look));
              return Scenario.outcomes(outcomes);
            }));
  }

  private static void add(boolean[] outcomes, Look look) {
    NormalMixture mixture = new NormalMixture(TAU * TAU * look.information());
    // An effect that is added to each unit moves the estimate by as much, and no variance.
    double difference = look.difference() + EFFECT;
    double half = mixture.multiplier(ALPHA) * look.standardError();
    outcomes[0] |= mixture.pValueTwoSided(look.z()) < ALPHA;
    outcomes[1] |= look.z() > mixture.multiplierOneSided(ALPHA);
    outcomes[2] |= mixture.pValueTwoSided(difference / look.standardError()) < ALPHA;
    outcomes[3] &= Math.abs(difference - EFFECT) <= half;
  }

  private static void looks(SplittableRandom random, Consumer<Look> seen) {
    Units units = some -> Math.round(some.nextExponential() / Units.SCALE);
    Sums control = new Sums(1);
    Sums treatment = new Sums(1);
    for (int pair = 1; pair <= PAIRS; pair++) {
      control.add(units.draw(random));
      treatment.add(units.draw(random));
      if (pair >= FIRST) {
        seen.accept(Arms.look(new Arms<>(control.moments(), treatment.moments())));
      }
    }
  }
}
