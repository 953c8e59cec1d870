package plumbline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Processor time of a process and its children, where the system has /proc. */
public final class ProcessorTime {
  /** The kernel counts in its own ticks and shows them as hundredths on every usual machine. */
  private static final long NANOS_PER_TICK = 10_000_000;

  private ProcessorTime() {}

  /**
   * What a process, its living children, and the dead ones that it has collected have used so far.
   * Empty where it cannot be known.
   */
  public static Optional<Duration> ofTree(ProcessHandle root) {
    return of(root, Stream.concat(Stream.of(root), root.descendants()));
  }

  /** The same without the living children. */
  public static Optional<Duration> of(ProcessHandle process) {
    return of(process, Stream.of(process));
  }

  private static Optional<Duration> of(ProcessHandle root, Stream<ProcessHandle> all) {
    return Files.isReadable(stat(root))
        ? Optional.of(Duration.ofNanos(all.mapToLong(ProcessorTime::ticks).sum() * NANOS_PER_TICK))
        : Optional.empty();
  }

  private static long ticks(ProcessHandle process) {
    try {
      return ticks(Files.readString(stat(process)));
    } catch (IOException e) {
      // It ended meanwhile: its parent's count of collected children has it.
      return 0;
    }
  }

  /** User and system time, own and of collected children: fields 14 to 17. */
  static long ticks(String stat) {
    // The program's name stands in brackets and may hold anything.
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    var ticks = 0L;
    for (var field = 14; field <= 17; field++) {
      ticks += Long.parseLong(fields[field - 3]);
    }
    return ticks;
  }

  private static Path stat(ProcessHandle process) {
    return Path.of("/proc", String.valueOf(process.pid()), "stat");
  }
}
