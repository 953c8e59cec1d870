package plumbline.kit.definition;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import plumbline.kit.failure.Violations;

/** What a length of time in a definition may be. */
public enum Span {
  /** From nothing to 90 days. */
  FROM_ZERO(0, 90),
  /** More than nothing, up to 90 days. */
  ABOVE_ZERO(1, 90),
  /** More than nothing, up to ten years: how long an experiment may be planned to run. */
  RUN(1, 3_660);

  private final long minNanos;
  private final Duration max;
  private final String allowed;

  Span(long minNanos, long maxDays) {
    this.minNanos = minNanos;
    this.max = Durations.fromDays(maxDays);
    this.allowed =
        "must be " + (minNanos == 0 ? "0 to " : "more than 0, up to ") + maxDays + " days";
  }

  /** Adds a violation unless the length is within the span. */
  public static void check(Violations violations, String field, Duration duration, Span span) {
    var valid =
        Durations.isValid(duration)
            && Durations.compare(duration, Durations.fromNanos(span.minNanos)) >= 0
            && Durations.compare(duration, span.max) <= 0;
    violations.check(valid, field, span.allowed);
  }
}
