package plumbline.engine.aa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import plumbline.engine.aa.AaReport.Halves;
import plumbline.engine.aa.AaReport.Rates;
import plumbline.engine.aa.AaReport.Verdict;
import plumbline.engine.statistics.Binomial;

/** Counts what splits said, and judges it. */
public final class AaTally {
  private static final int PARTS = 20;
  private static final double HALF = 0.5;

  /** A rate says something only if nearly all splits could be compared. */
  private static final double COMPARABLE = 0.99;

  /** So many units for each split, and the steps of a split's p-value are too fine to be seen. */
  private static final long UNITS_PER_SPLIT = 5;

  private final Population population;
  private final List<Double> pValues = new ArrayList<>();
  private final List<Double> sampleRatios = new ArrayList<>();
  private long splits;
  private long fixed;
  private long alwaysValid;
  private long groupSequential;
  private long control;

  /** Nothing yet, of those units. */
  public AaTally(Population population) {
    this.population = population;
  }

  /** Takes one split more. */
  public void add(SplitResult split) {
    splits++;
    control += split.controlUnits();
    split.sampleRatioP().ifPresent(sampleRatios::add);
    split.fixedP().ifPresent(pValues::add);
    fixed += split.fixedRejected() ? 1 : 0;
    alwaysValid += split.alwaysValidRejected() ? 1 : 0;
    groupSequential += split.groupSequentialRejected() ? 1 : 0;
  }

  /** What all of them come to. */
  public AaReport report() {
    if (splits == 0 || pValues.size() < COMPARABLE * splits) {
      return AaReport.tooFew(population.units(), splits, Population.ALIKE);
    }
    var rates = rates(pValues.size());
    var even = population.isContinuous() ? uniformity(pValues) : Optional.<Uniformity>empty();
    var halves = halves(population.units() * splits);
    var words = AaWords.of(rates, even, halves);
    return new AaReport(
        population.units(),
        splits,
        words.isAnythingWrong() ? Verdict.FAILED : Verdict.PASSED,
        Optional.of(rates),
        even,
        counts(),
        Optional.of(halves),
        words.sentences());
  }

  private Rates rates(long compared) {
    return new Rates(
        Rate.exactly(fixed, compared, Replay.ALPHA),
        Rate.atMost(alwaysValid, compared, Replay.ALPHA),
        Rate.atMost(groupSequential, compared, Replay.ALPHA));
  }

  private Halves halves(long assigned) {
    var tail =
        Math.min(
            Binomial.atLeast(control, assigned, HALF), Binomial.atMost(control, assigned, HALF));
    return new Halves(
        control / (double) assigned,
        Math.min(1.0, 2.0 * tail),
        population.units() >= UNITS_PER_SPLIT * splits
            ? uniformity(sampleRatios)
            : Optional.empty());
  }

  private static Optional<Uniformity> uniformity(List<Double> pValues) {
    return Optional.of(Uniformity.of(pValues.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  private List<Long> counts() {
    var counts = new Long[PARTS];
    Arrays.fill(counts, 0L);
    for (var p : pValues) {
      counts[Math.min(PARTS - 1, (int) (p * PARTS))]++;
    }
    return Arrays.asList(counts);
  }
}
