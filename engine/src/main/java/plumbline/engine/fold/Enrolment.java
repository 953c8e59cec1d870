package plumbline.engine.fold;

/**
 * The moments that bound what counts, in microseconds since 1970-01-01T00:00:00Z; {@link
 * FoldPlan#OPEN} for one that has not come.
 *
 * @param start units begin to be enrolled, inclusive
 * @param stopped a person ended enrolment
 * @param halted control was served to everybody
 * @param decided the experiment was decided
 * @param maximumEnd the frozen latest end
 */
public record Enrolment(long start, long stopped, long halted, long decided, long maximumEnd) {

  /** Enrolment ends, exclusive: the earliest of all; {@link FoldPlan#OPEN} while there is none. */
  public long end() {
    return Math.min(Math.min(stopped, maximumEnd), cut());
  }

  /** Nothing at all counts from here on: halt or decision cut windows, stopping does not. */
  public long cut() {
    return Math.min(halted, decided);
  }

  /**
   * Every enrolled unit's values are final, if no event is missing: the one verdict of a fixed
   * horizon is due.
   *
   * @param longest the longest delay plus window of any metric, microseconds, >= 0
   */
  public long settled(long longest) {
    var end = end();
    return end == FoldPlan.OPEN ? FoldPlan.OPEN : Math.min(Math.addExact(end, longest), cut());
  }
}
