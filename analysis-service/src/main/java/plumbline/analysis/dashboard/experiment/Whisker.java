package plumbline.analysis.dashboard.experiment;

import java.util.Locale;

/**
 * An interval as a drawing 480 wide whose zero is in the middle. Every coordinate is a number in
 * the drawing's own unit.
 *
 * @param id unique on the page
 * @param description the drawing in words
 * @param from where the line begins
 * @param to where it ends
 * @param point where the estimate is; empty where there is none
 * @param openLeft the interval goes on beyond the drawing
 * @param openRight likewise
 */
public record Whisker(
    String id,
    String description,
    String from,
    String to,
    String point,
    boolean openLeft,
    boolean openRight) {
  static final double MIDDLE = 240;
  static final double REACH = 220;

  static Whisker bounded(
      String id, String description, double lower, double value, double upper, double limit) {
    return new Whisker(
        id,
        description,
        x(lower, limit),
        x(upper, limit),
        Math.abs(value) > limit ? "" : x(value, limit),
        lower < -limit,
        upper > limit);
  }

  static Whisker unbounded(String id, String description) {
    return new Whisker(id, description, x(-1, 1), x(1, 1), "", true, true);
  }

  private static String x(double value, double limit) {
    var place = MIDDLE + REACH * Math.clamp(value / limit, -1.0, 1.0);
    return String.format(Locale.ROOT, "%.1f", place);
  }
}
