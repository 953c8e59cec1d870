package plumbline.benchmarks.fold;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import plumbline.benchmarks.Latencies;
import plumbline.benchmarks.Lines;
import plumbline.benchmarks.Measured;
import plumbline.benchmarks.ProcessorUse;
import plumbline.benchmarks.Spread;

/** Says what was measured, for people, each part as soon as it is there. */
final class Report {
  private static final double FOLD_TARGET = 0.5;
  private static final Duration LAG_TARGET = Duration.ofSeconds(2);
  private static final double READ_TARGET = 1.5;
  private static final double REBUILD_TARGET = 3;

  private final Lines lines;

  Report(Lines lines) {
    this.lines = lines;
  }

  void line(String format, Object... values) {
    lines.line(format, values);
  }

  void roundsHead() {
    line("");
    line("FOLD AGAINST INTAKE");
    line("                intake                          fold   ratio");
    line("round     events/s   events/commit          events/s");
  }

  void round(int number, Meter.Apart round) {
    line(
        "%5d   %,10.0f   %13.0f        %,10.0f   %5.3f",
        number + 1,
        round.intake().eventsPerSecond(),
        round.intake().eventsPerTransaction(),
        round.fold().eventsPerSecond(),
        ratio(round));
  }

  void rounds(List<Meter.Apart> rounds) {
    line("");
    spread("intake, events/s", "%,.0f", rounds, it -> it.intake().eventsPerSecond());
    spread("fold, events/s", "%,.0f", rounds, it -> it.fold().eventsPerSecond());
    var ratio = spread("fold / intake", "%.3f", rounds, Report::ratio);
    line("");
    line("                       processor, microseconds an event        WAL, bytes");
    line("                       PostgreSQL   service   clients   sum    an event");
    costs("intake", rounds.stream().map(Meter.Apart::intake).toList());
    costs("fold", rounds.stream().map(Meter.Apart::fold).toList());
    target("a ratio of 0.5", ratio.median() >= FOLD_TARGET, "the median is %.3f", ratio.median());
  }

  void lag(Measured together, LagAtLoad.Outcome outcome) {
    line("");
    line("LAG");
    line(
        "Taken and folded at once, as fast as it goes: %,.0f events/s", together.eventsPerSecond());
    line(
        "At half of it, %,.0f events/s, %,d batches (%,d refused): acknowledged after %s",
        outcome.eventsPerSecond(),
        outcome.load().waits().count() + outcome.load().refused(),
        outcome.load().refused(),
        times(outcome.load().waits()));
    line("Age of the oldest batch that is stored and not folded: %s", times(outcome.lag()));
    var most = outcome.lag().quantile(1);
    target("less than 2 s", most.compareTo(LAG_TARGET) < 0, "the most is %.0f ms", millis(most));
  }

  void folded(Measured fold) {
    line("Folded %,d of them at %,.0f events/s", fold.events(), fold.eventsPerSecond());
    line("                       PostgreSQL   service   clients   sum    WAL, bytes an event");
    costs("", List.of(fold));
  }

  void reads(ReadTimes times) {
    line("");
    line("READING STATISTICS, %,d times each, in turn", times.small().count());
    line("small: %s", times(times.small()));
    line("large: %s", times(times.large()));
    line("large / small: p50 %.3f, p99 %.3f", times.ratio(0.5), times.ratio(0.99));
    var median = times.ratio(0.5);
    target("1.5 times", median <= READ_TARGET, "the medians' ratio is %.3f", median);
  }

  void sizes(Sizes sizes) {
    line("");
    line("SIZE, with indexes");
    line(
        "an event: %,.0f bytes, and its key %,.0f",
        each(sizes.eventBytes(), sizes.events()), each(sizes.keyBytes(), sizes.events()));
    line("a unit: %,.0f bytes", each(sizes.stateBytes(), sizes.units()));
    line("all sums: %,.0f kB", sizes.sumBytes() / 1e3);
  }

  void queried(PlainQuery.Answer answer) {
    line("");
    line("REBUILD");
    line("One plain query over the raw events: %.1f s", seconds(answer.elapsed()));
  }

  void anew(Anew anew) {
    line(
        "Rebuilt in %.1f s; the plain query once more: %.1f s",
        seconds(anew.rebuilt()), seconds(anew.after().elapsed()));
    line(
        "%,d units were compared, %,d differ; sums that differ: %,d",
        anew.rebuild().getUnits(),
        anew.rebuild().getDifferingUnits(),
        anew.rebuild().getDifferingSums());
    target("3 times", anew.ratio() <= REBUILD_TARGET, "the ratio is %.2f", anew.ratio());
  }

  private void target(String target, boolean reached, String format, Object value) {
    var verdict = reached ? "is reached" : "IS NOT REACHED";
    line("The target, %s, %s: " + format + ".", target, verdict, value);
  }

  private static double ratio(Meter.Apart round) {
    return round.fold().eventsPerSecond() / round.intake().eventsPerSecond();
  }

  private static String times(Latencies times) {
    if (times.count() == 0) {
      return "(none)";
    }
    return "p50 %.1f ms, p99 %.1f ms, most %.1f ms"
        .formatted(
            millis(times.quantile(0.5)), millis(times.quantile(0.99)), millis(times.quantile(1)));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static double each(long bytes, long count) {
    return (double) bytes / count;
  }

  private Spread spread(
      String name, String format, List<Meter.Apart> rounds, ToDoubleFunction<Meter.Apart> figure) {
    var spread = Spread.of(rounds.stream().mapToDouble(figure).toArray());
    lines.spread(name, format, spread);
    return spread;
  }

  private void costs(String name, List<Measured> all) {
    var wal = median(all, Measured::walBytesPerEvent);
    if (all.stream().anyMatch(it -> it.processor().isEmpty())) {
      line("%-22s (not known here)                   %,10.0f", name, wal);
      return;
    }
    var postgres = cost(all, ProcessorUse::postgres);
    var service = cost(all, ProcessorUse::service);
    var clients = cost(all, ProcessorUse::clients);
    line(
        "%-22s %10.1f   %7.1f   %7.1f   %5.1f  %,8.0f",
        name, postgres, service, clients, postgres + service + clients, wal);
  }

  private static double cost(List<Measured> all, Function<ProcessorUse, Duration> part) {
    return median(all, it -> it.perEvent(it.processor().map(part).orElse(Duration.ZERO)));
  }

  private static double median(List<Measured> all, ToDoubleFunction<Measured> figure) {
    return Spread.of(all.stream().mapToDouble(figure).toArray()).median();
  }
}
