package plumbline.engine.calibration;

import java.util.List;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.statistics.NonInferiority;
import plumbline.engine.statistics.NonInferiority.Better;
import plumbline.engine.statistics.NonInferiority.Margin;

/** Whether a mean is shown not to be worse: latencies of 300 on average, lower being better. */
final class NonInferiorityScenarios {
  private static final Rounds CHEAP = new Rounds(2_000, 100_000);
  private static final double CONTROL = 300;
  private static final double DEVIATION = 200;

  private NonInferiorityScenarios() {}

  static List<Scenario> all() {
    Margin part = new NonInferiority.Relative(0.5);
    Margin absolute = new NonInferiority.Absolute(15);
    return List.of(
        scenario(part, "+50 % allowed: exactly that", 450, Held.to(0.05)),
        scenario(part, "+50 % allowed: twice that", 600, Held.to(0)),
        scenario(part, "+50 % allowed: 40 % more", 420, Held.TO_NOTHING),
        scenario(absolute, "+15 allowed: exactly that", 315, Held.to(0.05)),
        scenario(absolute, "+15 allowed: no harm", 300, Held.TO_NOTHING));
  }

  private static Scenario scenario(Margin margin, String setting, double treatment, Held held) {
    NonInferiority test = new NonInferiority(margin, Better.LOWER, 0.05);
    return new Scenario(
        "Non-inferiority of means, one-sided",
        setting + ", 1,000 units an arm",
        CHEAP,
        List.of(Figure.rate("shown not to be worse", held)),
        random -> {
          var arms =
              new Arms<>(
                  Draws.normal(random, 1_000, CONTROL, DEVIATION),
                  Draws.normal(random, 1_000, treatment, DEVIATION));
          return Scenario.outcomes(
              test.compare(Arms.summary(arms.control()), Arms.summary(arms.treatment()))
                      instanceof NonInferiority.Compared it
                  && it.nonInferior());
        });
  }
}
