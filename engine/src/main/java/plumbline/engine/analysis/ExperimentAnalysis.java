package plumbline.engine.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.analysis.Measured.Family;
import plumbline.engine.analysis.MetricAnalysis.Treated;
import plumbline.engine.planning.Significance;
import plumbline.engine.statistics.Correction;
import plumbline.engine.statistics.Dunnett;
import plumbline.engine.statistics.Estimate;
import plumbline.engine.statistics.Multiplicity;

/**
 * All metrics of one experiment, each treatment against control, corrected as planned: the primary
 * metric's treatments by themselves, then the secondary metrics' together. A comparison that says
 * nothing counts as one with a p-value of 1: what was planned is corrected for.
 *
 * <p>Secondary findings are claims only where the primary metric is shown for every treatment (a
 * serial gate: Dmitrienko, Tamhane 2007, Pharmaceutical Statistics 6, 171-180): then the chance of
 * any false claim is at most alpha, if the correction holds it. Else they are for the next
 * hypothesis.
 *
 * @param alpha two-sided, of each family
 * @param correction empty: Dunnett's. Several metrics then share alpha by Bonferroni's way, as his
 *     is about treatments of one
 * @param splitBroken whether the sample ratio test failed
 */
public record ExperimentAnalysis(
    double alpha, Optional<Correction> correction, boolean splitBroken) {

  /**
   * One result for each metric, in the given order.
   *
   * @throws IllegalArgumentException for a correction that is not valid with the design
   */
  public List<MetricAnalysis> analyse(List<Measured> metrics) {
    var primary = correct(comparisons(metrics, Family.PRIMARY));
    var shown = primary.stream().allMatch(Corrected::isShown);
    var secondary = correct(comparisons(metrics, Family.SECONDARY));
    var alone =
        comparisons(metrics, Family.ALONE).stream()
            .map(it -> new Corrected(it, it.pValue(), it.plain()))
            .toList();
    return metrics.stream()
        .map(metric ->
            switch (metric.family()) {
              case PRIMARY -> render(metric, primary, true);
              case SECONDARY -> render(metric, secondary, shown);
              case ALONE -> render(metric, alone, true);
            })
        .toList();
  }

  private List<Tested> comparisons(List<Measured> metrics, Family family) {
    return metrics.stream()
        .filter(it -> it.family() == family)
        .flatMap(measured ->
            measured.treatments().stream()
                .map(treatment -> Tested.of(measured, treatment, alpha, false)))
        .toList();
  }

  private List<Corrected> correct(List<Tested> family) {
    family.forEach(this::requireValid);
    if (correction.isPresent()) {
      return correct(family, correction.get(), 1);
    }
    var metrics = family.stream().map(Tested::measured).distinct().toList();
    return metrics.stream()
        .flatMap(metric -> {
          var own = family.stream().filter(it -> it.measured == metric).toList();
          return correct(own, dunnett(own), metrics.size()).stream();
        })
        .toList();
  }

  private void requireValid(Tested tested) {
    boolean once = tested.comparison().design() instanceof Design.FixedHorizon;
    if (!once && correction.filter(Correction::isValidUnderContinuousLooking).isEmpty()) {
      throw new IllegalArgumentException(
          "correction is none, Bonferroni's or Holm's where a design is looked at more than once,"
              + " not "
              + correction.map(Enum::name).orElse("Dunnett's"));
    }
  }

  /**
   * At the level that each comparison is left with, two shares may be judged by another statistic
   * than at alpha. Its p-value then takes the other's place, and all is corrected anew; that
   * happens at most once for each comparison.
   */
  private List<Corrected> correct(List<Tested> family, Multiplicity rule, int sharing) {
    var tested = new ArrayList<>(family);
    while (true) {
      double[] pValues = tested.stream().mapToDouble(Tested::pValue).toArray();
      double[] adjusted = rule.adjust(pValues);
      double[] levels = rule.levels(alpha / sharing, pValues);
      var corrected =
          IntStream.range(0, tested.size())
              .mapToObj(i ->
                  new Corrected(
                      tested.get(i),
                      Math.min(1.0, sharing * adjusted[i]),
                      tested.get(i).at(levels[i])))
              .toList();
      var changed =
          IntStream.range(0, tested.size()).filter(i -> corrected.get(i).differs()).toArray();
      if (changed.length == 0) {
        return corrected;
      }
      Arrays.stream(changed).forEach(i -> tested.set(i, tested.get(i).byScore(alpha)));
    }
  }

  /** Where an arm's variance is not known, Bonferroni's way, which needs none. */
  private static Multiplicity dunnett(List<Tested> own) {
    var first = own.getFirst();
    var control = first.comparison().estimate(first.measured.control());
    var treatments =
        own.stream()
            .flatMap(it -> it.comparison().estimate(it.treatment).stream())
            .toArray(Estimate[]::new);
    return control.isPresent() && treatments.length == own.size()
        ? Dunnett.of(control.get(), treatments)
        : Correction.BONFERRONI;
  }

  private MetricAnalysis render(Measured metric, List<Corrected> family, boolean confirmatory) {
    return new MetricAnalysis(
        metric.metric(),
        family.stream()
            .filter(it -> it.tested.measured == metric)
            .map(it -> render(it, confirmatory))
            .toList());
  }

  private Treated render(Corrected corrected, boolean confirmatory) {
    var measured = corrected.tested.measured;
    var treatment = corrected.tested.treatment.variant();
    var words =
        new Sentence(measured.metric(), measured.control().variant(), treatment, splitBroken);
    return new Treated(
        treatment,
        corrected.tested.plain,
        corrected.tested.isTested()
            ? OptionalDouble.of(corrected.pValueAdjusted)
            : OptionalDouble.empty(),
        corrected.finding,
        confirmatory,
        words.about(corrected.finding));
  }

  /** A comparison at the plan's alpha. */
  private record Tested(
      Measured measured, Arm treatment, Comparison comparison, Finding plain, boolean scored) {
    static Tested of(Measured measured, Arm treatment, double alpha, boolean scored) {
      var comparison =
          new Comparison(measured.metric(), measured.design().apply(treatment.variant()));
      var level = Significance.twoSided(alpha);
      return new Tested(
          measured,
          treatment,
          comparison,
          comparison.compare(measured.control(), treatment, level, scored),
          scored);
    }

    Tested byScore(double alpha) {
      return of(measured, treatment, alpha, true);
    }

    Finding at(double level) {
      return plain instanceof Compared compared && level != compared.level().alpha()
          ? comparison.compare(measured.control(), treatment, Significance.twoSided(level), scored)
          : plain;
    }

    boolean isTested() {
      return plain instanceof Compared compared && compared.test().isPresent();
    }

    double pValue() {
      return p(plain);
    }

    private static double p(Finding finding) {
      return finding instanceof Compared compared && compared.test().isPresent()
          ? compared.test().get().pValueTwoSided()
          : 1.0;
    }
  }

  private record Corrected(Tested tested, double pValueAdjusted, Finding finding) {
    boolean isShown() {
      return finding instanceof Compared compared && compared.isSignificant();
    }

    boolean differs() {
      return !tested.scored && Tested.p(finding) != tested.pValue();
    }
  }
}
