package plumbline.benchmarks.intake;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import plumbline.benchmarks.Lines;
import plumbline.benchmarks.Measured;
import plumbline.benchmarks.OpenLoad;
import plumbline.benchmarks.ProcessorUse;
import plumbline.benchmarks.Spread;
import plumbline.benchmarks.intake.Rounds.Round;

/** Says what was measured, for people. */
final class Report {
  private static final double TARGET = 0.5;

  private final Lines lines;

  Report(Lines lines) {
    this.lines = lines;
  }

  void line(String format, Object... values) {
    lines.line(format, values);
  }

  void roundsHead() {
    line("");
    line("                intake                        COPY by batches   ratio   COPY by 50,000");
    line("round     events/s   events/commit            events/s                  events/s");
  }

  void round(int number, Round round) {
    line(
        "%5d   %,10.0f   %13.0f          %,10.0f   %5.3f       %,10.0f",
        number + 1,
        round.intake().eventsPerSecond(),
        round.intake().eventsPerTransaction(),
        round.reference().eventsPerSecond(),
        round.ratio(),
        round.large().eventsPerSecond());
  }

  /**
   * Sums up the rounds.
   *
   * @return the most that the intake takes, events each second
   */
  double summary(List<Round> rounds) {
    line("");
    var most = spread("intake, events/s", "%,.0f", rounds, it -> it.intake().eventsPerSecond());
    spread("COPY by batches, events/s", "%,.0f", rounds, it -> it.reference().eventsPerSecond());
    spread("COPY by 50,000, events/s", "%,.0f", rounds, it -> it.large().eventsPerSecond());
    var ratio = spread("intake / COPY by batches", "%.3f", rounds, Round::ratio);
    line("(An event is two rows: itself and its key.)");
    line("");
    line("                       processor, microseconds an event        WAL, bytes");
    line("                       PostgreSQL   service   clients   sum    an event");
    costs("intake", rounds, Round::intake);
    costs("COPY by batches", rounds, Round::reference);
    costs("COPY by 50,000", rounds, Round::large);
    costRatio(rounds);
    line("");
    line(
        "The target, a ratio of %.1f, %s: the median is %.3f.",
        TARGET, ratio.median() >= TARGET ? "is reached" : "IS NOT REACHED", ratio.median());
    return most.median();
  }

  void waitsHead() {
    line("");
    line("Waiting for the acknowledgement of a batch, counted from when the batch was due:");
    line("load   events/s        p50        p99    acknowledged   refused");
  }

  void waits(double share, double eventsPerSecond, OpenLoad.Outcome outcome) {
    var any = outcome.waits().count() > 0;
    line(
        "%3.0f %%  %,9.0f %7.1f ms %7.1f ms    %,12d   %,7d",
        share * 100,
        eventsPerSecond,
        any ? millis(outcome.waits().quantile(0.5)) : Double.NaN,
        any ? millis(outcome.waits().quantile(0.99)) : Double.NaN,
        outcome.waits().count(),
        outcome.refused());
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private Spread spread(
      String name, String format, List<Round> rounds, ToDoubleFunction<Round> figure) {
    var spread = Spread.of(rounds.stream().mapToDouble(figure).toArray());
    lines.spread(name, format, spread);
    return spread;
  }

  private void costs(String name, List<Round> rounds, Function<Round, Measured> side) {
    var all = rounds.stream().map(side).toList();
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

  /** What the ratio would be if every processor were busy throughout: less shaken by neighbours. */
  private void costRatio(List<Round> rounds) {
    if (rounds.stream().allMatch(it -> it.processorRatio().isPresent())) {
      spread(
          "by processor time alone", "%.3f", rounds, it -> it.processorRatio().orElse(Double.NaN));
    }
  }

  private static double cost(List<Measured> all, Function<ProcessorUse, Duration> part) {
    return median(all, it -> it.perEvent(it.processor().map(part).orElse(Duration.ZERO)));
  }

  private static double median(List<Measured> all, ToDoubleFunction<Measured> figure) {
    return Spread.of(all.stream().mapToDouble(figure).toArray()).median();
  }
}
