package plumbline.engine.targeting;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import plumbline.engine.bucketing.Bucketing;
import plumbline.engine.bucketing.Share;

/**
 * One of the ways in which a flag gives a unit something. Immutable and thread-safe; allocates
 * nothing unless a condition does.
 *
 * @param <A> what is given, made beforehand
 */
@FunctionalInterface
public interface FlagRule<A> {
  /**
   * What the unit gets; null: nothing, the next rule is asked.
   *
   * @param unit 1 to 256 bytes of UTF-8, validated; looked at by rules that go by units alone
   * @param attributes what the caller says of the unit
   */
  @Nullable A give(String unit, Map<String, ?> attributes);

  /** Gives the answer to whom the condition includes. */
  static <A> FlagRule<A> force(Eligibility condition, A answer) {
    return (_, attributes) -> condition.includes(attributes) ? answer : null;
  }

  /**
   * Gives the answer to a share of the units that the condition includes, by the flag's rollout
   * hash: a share that grows only ever adds units.
   *
   * @param flag salt of the hash
   * @throws IllegalArgumentException unless the share is in [0, 1]
   */
  static <A> FlagRule<A> rollout(Eligibility condition, String flag, double share, A answer) {
    var threshold = Share.threshold(share);
    return (unit, attributes) ->
        condition.includes(attributes)
                && (threshold == Bucketing.BUCKETS
                    || Bucketing.rolloutBucket(flag, unit) < threshold)
            ? answer
            : null;
  }

  /** Gives what an experiment serves; nothing where the unit takes no part. */
  static <A> FlagRule<A> experiment(
      LiveExperiment experiment, Function<Decision.Served, A> answers) {
    return (unit, attributes) ->
        experiment.decide(unit, attributes) instanceof Decision.Served served
            ? answers.apply(served)
            : null;
  }

  /** Gives the answer to whom the outcome of a decided experiment includes. */
  static <A> FlagRule<A> outcome(Outcome outcome, A answer) {
    return (unit, attributes) -> outcome.includes(unit, attributes) ? answer : null;
  }
}
