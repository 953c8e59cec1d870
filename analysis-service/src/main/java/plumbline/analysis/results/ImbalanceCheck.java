package plumbline.analysis.results;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import plumbline.analysis.results.Health.Imbalance;
import plumbline.analysis.results.Health.State;
import plumbline.analysis.results.Results.VariantCount;
import plumbline.engine.analysis.Figures;
import plumbline.engine.statistics.ArmImbalance;

/**
 * Whether something that the treatment must not cause happens to the same share of every variant.
 *
 * @param what happened to the units, in words
 */
record ImbalanceCheck(
    List<VariantCount> counts, ToLongFunction<VariantCount> happened, String what) {

  static Imbalance crossover(List<VariantCount> counts) {
    return new ImbalanceCheck(counts, VariantCount::crossedOver, "seen in another variant too")
        .check();
  }

  static Imbalance exclusion(List<VariantCount> counts) {
    return new ImbalanceCheck(counts, VariantCount::excluded, "left out by exclusion rules")
        .check();
  }

  private Imbalance check() {
    var hits = counts.stream().mapToLong(happened).toArray();
    if (counts.stream().mapToLong(happened).sum() == 0) {
      return new Imbalance(State.OK, OptionalDouble.empty(), "No unit was " + what + ".");
    }
    var units = counts.stream().mapToLong(VariantCount::exposed).toArray();
    return switch (ArmImbalance.test(hits, units)) {
      case ArmImbalance.Untested() ->
          new Imbalance(
              State.OK,
              OptionalDouble.empty(),
              "Of the units were %s: %s; too few to tell a difference.".formatted(what, shares()));
      case ArmImbalance.Tested tested -> judge(tested.pValue());
    };
  }

  private Imbalance judge(double pValue) {
    var state = State.of(pValue);
    var sentence =
        state == State.ALARM
            ? "Of the units were %s: %s. Such a difference is no chance (%s): the treatment changes"
                + " who is in the analysis, so nothing can be concluded from it."
            : "Of the units were %s: %s; no alarm (%s; the alarm is below 0.001).";
    return new Imbalance(
        state, OptionalDouble.of(pValue), sentence.formatted(what, shares(), Figures.p(pValue)));
  }

  private String shares() {
    return counts.stream()
        .map(it -> "%s of %s".formatted(share(it), it.variant().key()))
        .collect(Collectors.joining(", "));
  }

  private String share(VariantCount count) {
    return count.exposed() == 0
        ? "none"
        : Figures.share((double) happened.applyAsLong(count) / count.exposed());
  }
}
