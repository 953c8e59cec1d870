package plumbline.analysis.aa;

import java.util.List;
import plumbline.analysis.neighbour.UnitStream;
import plumbline.analysis.study.StudiedMetric;
import plumbline.engine.aa.AaReport;
import plumbline.engine.aa.AaTally;
import plumbline.engine.aa.Comparer;
import plumbline.engine.aa.Population;
import plumbline.engine.aa.Replay;
import plumbline.engine.aa.ReplayedUnit;
import plumbline.engine.aa.Splitter;
import plumbline.engine.aa.UnitSample;
import plumbline.kit.failure.Failure;
import plumbline.proto.analysis.v1.AaCheck;

/** One check: reads the units once, then splits them again and again. */
final class AaRun {
  /** Units times splits: about ten minutes of one core. */
  private static final long MOST_WORK = 1_000_000_000;

  private final AaCheck check;
  private final StudiedMetric metric;
  private final UnitSample sample;
  private boolean covariate;

  AaRun(AaCheck check, StudiedMetric metric, int maxUnits) {
    this.check = check;
    this.metric = metric;
    this.sample =
        new UnitSample(salt("sample"), (int) Math.min(maxUnits, MOST_WORK / check.getSplits()));
  }

  /** Said between two splits; what it throws ends the run. */
  @FunctionalInterface
  interface Pulse {
    void beat(int split);
  }

  private String salt(Object name) {
    return "aa-" + check.getSeed() + "-" + name;
  }

  /**
   * What was found.
   *
   * @throws Failure.Refused if the units do not have what is to be split
   */
  AaCheck run(UnitStream units, Pulse pulse) {
    read(units);
    return AaReplies.render(check, report(sample.inOrder(), pulse), sample)
        .setDefinitionVersion(units.header().getDefinitionVersion())
        .build();
  }

  private void read(UnitStream units) {
    var place = units.header().getMetricsList().indexOf(metric.key());
    if (place < 0) {
      throw new Failure.Refused("metric '%s' is not folded".formatted(metric.key()));
    }
    var terms = new UnitTerms(place, check.getPrePeriod());
    while (units.hasNext()) {
      for (var unit : units.next()) {
        if (unit.getAnalysed()) {
          if (!terms.isThere(unit)) {
            throw new Failure.Refused(units.header().getCovariateWarning());
          }
          covariate = terms.hasCovariate(unit);
          sample.add(terms.read(unit));
        }
      }
    }
  }

  private AaReport report(List<ReplayedUnit> units, Pulse pulse) {
    var kind = metric.measured().kind();
    var population = Population.of(kind, units);
    var tooFew = population.tooFew();
    if (tooFew.isPresent()) {
      return AaReport.tooFew(units.size(), 0, tooFew.get());
    }
    var replay =
        new Replay(
            kind,
            covariate,
            units,
            Splitter.real(),
            Comparer.real(metric.measured()),
            salt("plan"));
    var tally = new AaTally(population);
    for (var split = 0; split < check.getSplits(); split++) {
      pulse.beat(split);
      tally.add(replay.split(salt(split)));
    }
    return tally.report();
  }
}
