package plumbline.analysis.results;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import plumbline.analysis.results.Results.Split;
import plumbline.analysis.results.Results.VariantCount;
import plumbline.engine.analysis.Figures;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.SampleRatio;

/** Sample ratio mismatch, on the units that were exposed, before anything is left out. */
final class SplitCheck {
  /** Below this p the split is called broken: strict, because it is looked at again and again. */
  private static final double ALARM = 0.001;

  private SplitCheck() {}

  static Split check(List<VariantCount> counts) {
    var shares = counts.stream().mapToDouble(count -> count.variant().expectedShare()).toArray();
    var units = counts.stream().mapToLong(VariantCount::exposed).toArray();
    var result = SampleRatio.of(shares).test(units);
    return switch (result) {
      case NotDefined(var reason) -> new Split(result, false, untested(reason));
      case SampleRatio.Tested tested -> judge(tested, counts);
    };
  }

  private static Split judge(SampleRatio.Tested tested, List<VariantCount> counts) {
    var mismatch = tested.pValue() < ALARM;
    var observed = sides(counts, VariantCount::exposed, 0);
    var expected = sides(counts, count -> 100 * count.variant().expectedShare(), 2);
    var sentence =
        mismatch
            ? "The split is not what was planned: %s units against %s %% (%s). Assignment or"
                + " recording is broken; do not trust any result of this experiment."
            : "%s units against the planned %s %%: no alarm (%s; the alarm is below 0.001).";
    return new Split(
        tested, mismatch, sentence.formatted(observed, expected, Figures.p(tested.pValue())));
  }

  private static String sides(
      List<VariantCount> counts, ToDoubleFunction<VariantCount> side, int decimals) {
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
