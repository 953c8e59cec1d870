package plumbline.engine.calibration;

import java.util.function.DoublePredicate;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.RelativeLift;

/**
 * What a method said of one experiment.
 *
 * @param defined whether it gave a number
 * @param rejects whether it called a difference
 * @param values that it does not rule out
 */
record Answer(boolean defined, boolean rejects, DoublePredicate values) {
  /** No number: nothing is called and nothing ruled out. */
  static final Answer NONE = new Answer(false, false, _ -> true);

  static Answer of(boolean rejects, Interval interval) {
    return new Answer(true, rejects, interval::contains);
  }

  /** That calls a difference where the interval excludes none. */
  static Answer of(Interval interval) {
    return of(!interval.contains(0.0), interval);
  }

  /** A test without an interval. */
  static Answer of(boolean rejects) {
    return new Answer(true, rejects, _ -> true);
  }

  /** A lift that is unbounded has no number, but may rule some out. */
  static Answer of(boolean rejects, RelativeLift lift) {
    return switch (lift) {
      case NotDefined _ -> NONE;
      case RelativeLift.Bounded(_, var interval) -> of(rejects, interval);
      case RelativeLift.Unbounded(var shape) ->
          new Answer(
              false,
              rejects,
              switch (shape) {
                case RelativeLift.WholeLine(), RelativeLift.Above() -> _ -> true;
                case RelativeLift.Complement(var excluded) -> r -> !excluded.contains(r);
              });
    };
  }

  boolean covers(double truth) {
    return values.test(truth);
  }
}
