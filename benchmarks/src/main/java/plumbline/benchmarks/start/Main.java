package plumbline.benchmarks.start;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import plumbline.benchmarks.Arguments;
import plumbline.benchmarks.Lines;
import plumbline.benchmarks.Spread;
import plumbline.localstack.Directories;
import plumbline.localstack.LocalStack;
import plumbline.localstack.Service;
import plumbline.localstack.ServiceProcess;
import plumbline.localstack.StackFailure;
import plumbline.localstack.StackOptions;

/**
 * {@code make bench-start}: every round starts one more process of each service with its AOT cache
 * and one without, in turns, beside a stack that runs. The argument is {@code ROUNDS=n}.
 */
public final class Main {
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

  private Main() {}

  /** Seconds from the start of a process until it says that it is ready. */
  private record Round(double plain, double cached) {
    double ratio() {
      return cached / plain;
    }
  }

  public static void main(String[] arguments) {
    var lines = Lines.ofStandardOutput();
    try {
      var given = new Arguments(arguments);
      var rounds = given.number("ROUNDS", 7, 1, 100);
      given.requireNoMore();
      run(lines, rounds);
      System.exit(0);
    } catch (IllegalArgumentException | StackFailure e) {
      lines.line("%s", "make bench-start failed: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(Lines lines, int rounds) {
    var options = StackOptions.random(Directories.temporary());
    try (var stack = LocalStack.start(options)) {
      for (var service : Service.values()) {
        var cache = cache(options, service);
        lines.line("%s, %d rounds", service.processName(), rounds);
        var plain = stack.replica(service, Map.of());
        var cached = stack.replica(service, Map.of("JAVA_TOOL_OPTIONS", cache));
        // The first start of each reads the files from the disk.
        seconds(plain);
        seconds(cached);
        var measured = new ArrayList<Round>();
        for (var number = 0; number < rounds; number++) {
          var round = round(plain, cached, number % 2 == 0);
          measured.add(round);
          lines.line("%5d %8.2f s %8.2f s", number + 1, round.plain(), round.cached());
        }
        lines.spread("without a cache, s", "%.2f", spread(measured, Round::plain));
        lines.spread("with its AOT cache, s", "%.2f", spread(measured, Round::cached));
        lines.spread("with / without", "%.3f", spread(measured, Round::ratio));
      }
    }
  }

  /** A cache that cannot be used ends the process, and the run. */
  private static String cache(StackOptions options, Service service) {
    var file =
        options
            .repository()
            .resolve(service.processName())
            .resolve(Path.of("target", "quarkus-app", "app.aot"))
            .toAbsolutePath()
            .normalize();
    if (!Files.exists(file)) {
      throw new StackFailure("there is no " + file + ": bin/train-aot makes it");
    }
    return "-XX:AOTMode=on -XX:AOTCache=" + file;
  }

  private static Round round(ServiceProcess plain, ServiceProcess cached, boolean plainFirst) {
    if (plainFirst) {
      var without = seconds(plain);
      return new Round(without, seconds(cached));
    }
    var with = seconds(cached);
    return new Round(seconds(plain), with);
  }

  private static double seconds(ServiceProcess process) {
    var start = System.nanoTime();
    process.launch();
    while (!process.isReady()) {
      if (!process.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
        throw new StackFailure(process.name() + " is not ready; its log is " + process.logFile());
      }
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
    var seconds = (System.nanoTime() - start) / 1e9;
    process.stop();
    return seconds;
  }

  private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Spread.of(rounds.stream().mapToDouble(figure).toArray());
  }
}
