package plumbline.analysis.dashboard.guide;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.guide.GuideView.Design;
import plumbline.analysis.dashboard.guide.GuideView.Exaggerated;
import plumbline.engine.analysis.Figures;
import plumbline.engine.planning.Looks;
import plumbline.engine.planning.Significance;
import plumbline.engine.sequential.GroupSequentialDesign;
import plumbline.engine.statistics.AsymptoticSequence;
import plumbline.engine.statistics.Correction;
import plumbline.engine.statistics.Normal;
import plumbline.engine.statistics.SampleRatio;

/** Computes the guide's figures once, when somebody reads it first. */
@ApplicationScoped
class GuideFigures {
  private static final double ALPHA = PeekingFigures.ALPHA;
  private static final int DAYS = 28;
  private static final int FEW_LOOKS = 5;
  private static final int EXAMPLE_UNITS = 20_000;
  private static final double TEN_PERCENT = 0.1;
  private static final double THREE_PERCENT = 0.03;

  private @Nullable GuideView view;

  synchronized GuideView get() {
    var known = view;
    if (known == null) {
      known = compute();
      view = known;
    }
    return known;
  }

  static GuideView compute() {
    var units = SizeFigures.units(TEN_PERCENT, TEN_PERCENT);
    var interval = SizeFigures.lift(EXAMPLE_UNITS).interval();
    return new GuideView(
        Figures.count(units),
        Figures.count(SizeFigures.units(THREE_PERCENT, TEN_PERCENT)),
        Figures.count(SizeFigures.units(TEN_PERCENT, TEN_PERCENT / 2)),
        Figures.percent(SizeFigures.power(TEN_PERCENT, TEN_PERCENT, units / 4.0)),
        Figures.p(SizeFigures.pValue(EXAMPLE_UNITS)),
        Figures.signedPercent(interval.lower()) + " to " + Figures.signedPercent(interval.upper()),
        Figures.percent(PeekingFigures.fixed(DAYS)),
        Figures.percent(PeekingFigures.always(DAYS)),
        brokenSplit(),
        Figures.percent(-Math.expm1(20 * Math.log1p(-ALPHA))),
        Figures.pValue(Correction.HOLM.adjust(0.03, 0.2, 0.4, 0.6, 0.8)[0]),
        Stream.of(0.2, 0.5, 0.8, 0.95).map(GuideFigures::exaggerated).toList(),
        designs(),
        SizeFigures.powers(),
        SizeFigures.widths(),
        PeekingFigures.chart());
  }

  private static String brokenSplit() {
    return SampleRatio.of(0.5, 0.5).test(50_600, 49_400) instanceof SampleRatio.Tested tested
        ? Figures.p(tested.pValue())
        : "";
  }

  private static Exaggerated exaggerated(double power) {
    return new Exaggerated(
        Figures.percent(power), Figures.atMost(Exaggeration.of(ALPHA, power), 2));
  }

  private static List<Design> designs() {
    return List.of(
        new Design(
            "Fixed horizon",
            "Once, at the planned end",
            "Nobody would act before the end.",
            times(new Looks.Once()),
            critical(Normal.twoSidedQuantile(ALPHA))),
        sequential(FEW_LOOKS, "There are a few days on which somebody would stop."),
        sequential(PeekingFigures.MOST_LOOKS, "There are many such days."),
        new Design(
            "Always valid",
            "At any time",
            "It is watched, and may be stopped by what is seen.",
            times(new Looks.Always()),
            critical(
                new AsymptoticSequence(ALPHA, PeekingFigures.PLANNED_UNITS)
                    .multiplier(PeekingFigures.PLANNED_UNITS))));
  }

  private static Design sequential(int looks, String use) {
    return new Design(
        "Group sequential, " + looks + " looks",
        "At these looks, planned beforehand",
        use,
        times(new Looks.Planned(fractions(looks))),
        critical(GroupSequentialDesign.usual(ALPHA).equalLooks(looks).looks().getLast().z()));
  }

  private static String times(Looks looks) {
    return Figures.atMost(looks.inflation(Significance.twoSided(ALPHA), 1, SizeFigures.POWER), 2);
  }

  private static String critical(double z) {
    return Figures.atMost(z, 2);
  }

  private static List<Double> fractions(int looks) {
    return IntStream.rangeClosed(1, looks).mapToObj(it -> (double) it / looks).toList();
  }
}
