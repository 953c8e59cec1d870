package plumbline.localstack.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import plumbline.proto.tracking.v1.Event;

/**
 * Who visits the running demo and what they do. The truth: 30 % of the visits to control click and
 * 31.5 % of those to the treatment; errors (2 %) and slow searches (5 %) do not differ.
 */
final class SimulatedVisitors {
  /** Some come back: what they did is added, who they are is known. */
  private static final int PEOPLE = 200_000;

  private static final double CLICK_CONTROL = 0.300;
  private static final double CLICK_TREATMENT = 0.315;
  private static final double ERROR = 0.02;
  private static final double SLOW = 0.05;

  private final String run;
  private final SplittableRandom random;
  private long events;

  /**
   * @param run tells this run's event ids from those of others
   */
  SimulatedVisitors(String run, long seed) {
    this.run = run;
    this.random = new SplittableRandom(seed);
  }

  String next() {
    return "visitor-" + random.nextInt(PEOPLE);
  }

  List<Event> outcomes(String visitor, String variant, Instant now) {
    var click = variant.equals(RunningDemo.TREATMENT) ? CLICK_TREATMENT : CLICK_CONTROL;
    var outcomes = new ArrayList<Event>();
    addIf(click, outcomes, visitor, now, RunningDemo.CLICK);
    addIf(ERROR, outcomes, visitor, now, RunningDemo.ERROR);
    addIf(SLOW, outcomes, visitor, now, RunningDemo.SLOW_PAGE);
    return outcomes;
  }

  private void addIf(
      double probability, List<Event> outcomes, String visitor, Instant now, String name) {
    if (random.nextDouble() < probability) {
      outcomes.add(DemoEvents.outcome(run + "-" + ++events, visitor, now, name));
    }
  }
}
