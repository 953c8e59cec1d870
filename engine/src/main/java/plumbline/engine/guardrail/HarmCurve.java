package plumbline.engine.guardrail;

import java.util.List;
import java.util.stream.IntStream;
import plumbline.engine.planning.Split;

/** The smallest harm that each planned look of a guardrail finds. */
public record HarmCurve(List<Point> points) {
  /**
   * One look.
   *
   * @param look its number, from 1
   * @param units exposed then, all variants together
   * @param found of the smallest treatment
   */
  public record Point(int look, long units, SmallestHarm found) {}

  /** Keeps its own copy. */
  public HarmCurve {
    points = List.copyOf(points);
  }

  /**
   * A point for each planned look, none of which comes late.
   *
   * @param plan at the level of the schedule's planned looks
   * @throws IllegalArgumentException where the plan's level is for another number of looks
   */
  public static HarmCurve of(HarmPlan plan, LookSchedule schedule, Split split) {
    List<Long> steps = schedule.plannedSteps();
    if (plan.level().looks() != steps.size()) {
      throw new IllegalArgumentException(
          "looks is the schedule's %d, not %d".formatted(steps.size(), plan.level().looks()));
    }
    return new HarmCurve(
        IntStream.range(0, steps.size())
            .mapToObj(i ->
                new Point(
                    i + 1, steps.get(i), plan.smallestHarm(split.weakest((double) steps.get(i)))))
            .toList());
  }
}
