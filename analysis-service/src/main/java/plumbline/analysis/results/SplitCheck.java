package plumbline.analysis.results;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import plumbline.analysis.results.Health.Split;
import plumbline.analysis.results.Health.State;
import plumbline.analysis.results.Results.VariantCount;
import plumbline.engine.analysis.Figures;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.SampleRatio;
import plumbline.engine.statistics.SequentialSampleRatio;

/**
 * Sample ratio mismatch: of all exposed units, and of those that are analysed.
 *
 * @param who the units, in words
 */
record SplitCheck(List<VariantCount> counts, ToLongFunction<VariantCount> units, String who) {

  static Split exposed(List<VariantCount> counts) {
    return new SplitCheck(counts, VariantCount::exposed, "units").check();
  }

  static Split analysed(List<VariantCount> counts) {
    return new SplitCheck(counts, VariantCount::analysed, "analysed units").check();
  }

  private Split check() {
    var shares = counts.stream().mapToDouble(it -> it.variant().expectedShare()).toArray();
    var observed = counts.stream().mapToLong(units).toArray();
    var once = SampleRatio.of(shares).test(observed);
    var always =
        SequentialSampleRatio.of(shares).test(observed) instanceof SequentialSampleRatio.Tested it
            ? OptionalDouble.of(it.pValue())
            : OptionalDouble.empty();
    return switch (once) {
      case NotDefined(var reason) ->
          new Split(State.UNKNOWN, once, false, always, untested(reason));
      case SampleRatio.Tested tested -> judge(tested, always);
    };
  }

  private Split judge(SampleRatio.Tested tested, OptionalDouble always) {
    var mismatch = tested.pValue() < Health.ALARM;
    var broken = mismatch || always.orElse(1.0) < Health.ALARM;
    var sides = sides(it -> units.applyAsLong(it), 0);
    var expected = sides(count -> 100 * count.variant().expectedShare(), 2);
    var shown = Figures.p(mismatch || !broken ? tested.pValue() : always.orElse(1.0));
    var sentence =
        broken
            ? "The split is not what was planned: %s %s against %s %% (%s). Assignment or"
                + " recording is broken; do not trust any result of this experiment."
            : "%s %s against the planned %s %%: no alarm (%s; the alarm is below 0.001).";
    return new Split(
        broken ? State.ALARM : State.of(tested.pValue()),
        tested,
        mismatch,
        always,
        sentence.formatted(sides, who, expected, shown));
  }

  private String sides(ToDoubleFunction<VariantCount> side, int decimals) {
    return counts.stream()
        .map(count -> Figures.atMost(side.applyAsDouble(count), decimals))
        .collect(Collectors.joining(" : "));
  }

  private static String untested(NotDefined.Reason reason) {
    return reason == NotDefined.Reason.TOO_FEW_UNITS
        ? "Nobody has been exposed yet, so the split cannot be tested."
        : "The split cannot be tested: fewer than two variants have a share.";
  }
}
