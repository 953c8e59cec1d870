package plumbline.engine.aa;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import plumbline.engine.analysis.Design;
import plumbline.engine.analysis.Finding;
import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.fold.Aggregate;
import plumbline.engine.fold.FoldMetric.Kind;
import plumbline.engine.sequential.GroupSequentialDesign;
import plumbline.engine.sequential.GroupSequentialMonitor;
import plumbline.engine.sequential.Look;
import plumbline.engine.sequential.Spending;
import plumbline.engine.statistics.AsymptoticSequence;
import plumbline.engine.statistics.Normal;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.SampleRatio;

/**
 * Splits the same units again under any salt and compares the halves by every design. Units come in
 * the order of their first exposure, so that a look has those that it would have had.
 */
public final class Replay {
  /** Two-sided, of every comparison. */
  public static final double ALPHA = 0.05;

  private static final int LOOKS = 10;

  /** Looks of the group-sequential design are at every second of the looks. */
  private static final int LOOKS_PER_PLANNED = 2;

  private final List<Summand> units;
  private final ReplayPlan plan;
  private final Splitter splitter;
  private final Comparer comparer;
  private final Aggregate[] totals = new Aggregate[LOOKS];
  private final Design alwaysValid;
  private final Optional<GroupSequentialMonitor> monitor;

  /**
   * A replay of one metric.
   *
   * @param kind any but QUANTILE
   * @param covariate whether the units' amounts have one
   * @param units at least 10, in the order of their first exposure
   * @param planningSalt of a split that plans the looks; no other's
   */
  public Replay(
      Kind kind,
      boolean covariate,
      List<ReplayedUnit> units,
      Splitter splitter,
      Comparer comparer,
      String planningSalt) {
    if (kind == Kind.QUANTILE) {
      throw new IllegalArgumentException("single values are not summed again");
    }
    this.plan = ReplayPlan.of(kind, covariate);
    this.units = summands(plan, units);
    this.splitter = splitter;
    this.comparer = comparer;
    var sum = plan.empty();
    for (var look = 0; look < LOOKS; look++) {
      for (var unit : of(look)) {
        sum = sum.plus(unit.sums);
      }
      totals[look] = sum;
    }
    alwaysValid = new Design.AlwaysValid(new AsymptoticSequence(ALPHA, units.size()));
    monitor = monitor(planningSalt);
  }

  /** A unit with what it adds. */
  private record Summand(String id, Aggregate sums) {}

  /** Units that did the same share one object: most of them did nothing. */
  private static List<Summand> summands(ReplayPlan plan, List<ReplayedUnit> units) {
    var shared = new HashMap<List<BigInteger>, Aggregate>();
    return units.stream()
        .map(unit ->
            new Summand(
                unit.id(),
                shared.computeIfAbsent(unit.state().amounts(), _ -> plan.of(unit.state()))))
        .toList();
  }

  /** The information that all units will have, planned by a split that is not tested. */
  private Optional<GroupSequentialMonitor> monitor(String planningSalt) {
    var halves = control(planningSalt);
    return look(compare(alwaysValid, halves, LOOKS - 1))
        .map(it ->
            new GroupSequentialMonitor(
                new GroupSequentialDesign(new Spending.OBrienFleming(), ALPHA, 2),
                it.information()));
  }

  /** What the split under that salt says. */
  public SplitResult split(String salt) {
    var control = control(salt);
    var fixed = compare(new Design.FixedHorizon(), control, LOOKS - 1);
    var looks = new ArrayList<Finding>();
    for (var look = 0; look < LOOKS; look++) {
      looks.add(compare(alwaysValid, control, look));
    }
    var first = control[LOOKS - 1].analysed();
    return new SplitResult(
        first,
        sampleRatio(first),
        pValue(fixed),
        isSignificant(fixed),
        looks.stream().anyMatch(Replay::isSignificant),
        rejectsAtPlannedLooks(control, looks));
  }

  private boolean rejectsAtPlannedLooks(Aggregate[] control, List<Finding> looks) {
    var earlier = new ArrayList<Look>();
    for (var i = LOOKS_PER_PLANNED - 1; i < LOOKS; i += LOOKS_PER_PLANNED) {
      var look = look(looks.get(i));
      if (look.isEmpty() || monitor.isEmpty()) {
        continue;
      }
      var design = new Design.GroupSequential(monitor.get(), earlier, i == LOOKS - 1);
      // No boundary is below that of a single test, so most looks need none.
      if (Math.abs(look.get().z()) >= Normal.twoSidedQuantile(ALPHA)
          && isSignificant(compare(design, control, i))) {
        return true;
      }
      earlier.add(look.get());
    }
    return false;
  }

  /** What the first half sums to, by look. */
  private Aggregate[] control(String salt) {
    var sums = new Aggregate[LOOKS];
    var sum = plan.empty();
    for (var look = 0; look < LOOKS; look++) {
      for (var unit : of(look)) {
        if (splitter.isControl(unit.id, salt)) {
          sum = sum.plus(unit.sums);
        }
      }
      sums[look] = sum;
    }
    return sums;
  }

  private List<Summand> of(int look) {
    long size = units.size();
    return units.subList((int) (size * look / LOOKS), (int) (size * (look + 1) / LOOKS));
  }

  private Finding compare(Design design, Aggregate[] control, int look) {
    return comparer.compare(
        design,
        plan.arm("control", control[look]),
        plan.arm("treatment", totals[look].minus(control[look])));
  }

  private OptionalDouble sampleRatio(long first) {
    return switch (SampleRatio.of(0.5, 0.5).test(first, units.size() - first)) {
      case SampleRatio.Tested tested -> OptionalDouble.of(tested.pValue());
      case NotDefined _ -> OptionalDouble.empty();
    };
  }

  private static boolean isSignificant(Finding finding) {
    return finding instanceof Compared compared && compared.isSignificant();
  }

  private static OptionalDouble pValue(Finding finding) {
    return finding instanceof Compared compared && compared.test().isPresent()
        ? OptionalDouble.of(compared.test().get().pValueTwoSided())
        : OptionalDouble.empty();
  }

  private static Optional<Look> look(Finding finding) {
    return finding instanceof Compared compared
        ? compared
            .test()
            .filter(it -> it.standardError() > 0.0)
            .map(it -> new Look(it.statistic() * it.standardError(), it.standardError()))
        : Optional.empty();
  }
}
