package plumbline.engine.fold;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a metric turns a unit's events into integers.
 *
 * @param key the metric's key
 * @param kind what is made of them
 * @param source the events that count; a RATIO's numerator
 * @param denominator {@link Kind#RATIO} only, else null
 * @param delay counting starts this long after the first exposure, microseconds, >= 0
 * @param window counting lasts this long, microseconds, > 0; null: until enrolment ends
 * @param floorMicros lowest value of a unit's sum, or null; {@link Kind#MEAN} only
 * @param capMicros highest value of a unit's sum, or null; {@link Kind#MEAN} only
 */
public record FoldMetric(
    String key,
    Kind kind,
    EventSource source,
    @Nullable EventSource denominator,
    long delay,
    @Nullable Long window,
    @Nullable Long floorMicros,
    @Nullable Long capMicros) {

  /** What is made of the events. */
  public enum Kind {
    /** 1 if there is at least one event, else 0. */
    PROPORTION,
    /** The number of events. */
    COUNT,
    /** The sum of the events' values in micro-units, held between floor and cap. */
    MEAN,
    /** Two sums, above and below the line. */
    RATIO,
    /** A histogram of the events' values. */
    QUANTILE
  }

  public FoldMetric {
    if ((kind == Kind.RATIO) != (denominator != null)) {
      throw new IllegalArgumentException("a ratio, and nothing else, has a denominator: " + key);
    }
  }

  /** Its terms, in the order in which they are kept. */
  List<Term> terms(boolean covariate) {
    return switch (kind) {
      case PROPORTION, COUNT, MEAN -> covariate ? List.of(Term.Y, Term.X) : List.of(Term.Y);
      case RATIO -> covariate ? List.of(Term.Y, Term.D, Term.X, Term.Z) : List.of(Term.Y, Term.D);
      case QUANTILE -> List.of(Term.Y);
    };
  }

  /** The events that a term adds up. */
  EventSource source(Term term) {
    return switch (term) {
      case Y, X -> source;
      case D, Z -> Objects.requireNonNull(denominator);
    };
  }

  /** Whether what happens then counts for a unit first exposed at {@code first}. */
  boolean inTime(long occurredAt, long first, FoldPlan plan) {
    var from = Math.addExact(first, delay);
    // A window is cut by halt or decision alone: stopping enrolment leaves it open.
    var to = window == null ? plan.enrolEnd() : Math.min(Math.addExact(from, window), plan.cut());
    return from <= occurredAt && occurredAt < to;
  }

  /** What a unit's added-up amounts come to. The covariate is held to the same limits. */
  BigInteger value(BigInteger amount) {
    return switch (kind) {
      case PROPORTION -> amount.signum() > 0 ? BigInteger.ONE : BigInteger.ZERO;
      case MEAN -> clamp(amount);
      case COUNT, RATIO, QUANTILE -> amount;
    };
  }

  private BigInteger clamp(BigInteger sum) {
    var floored = floorMicros == null ? sum : sum.max(BigInteger.valueOf(floorMicros));
    return capMicros == null ? floored : floored.min(BigInteger.valueOf(capMicros));
  }
}
