package plumbline.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that was started, kept in a file so that it can be ended when the one that started it
 * is gone. The start time tells it from another process that got its number later.
 *
 * @param pid its number
 * @param started when it began
 */
record ProcessRecord(long pid, Instant started) {
  /** The system computes start times from its uptime, so they differ a little between readings. */
  private static final Duration SAME = Duration.ofSeconds(5);

  private static final long BETWEEN_NANOS = 20_000_000;

  static ProcessRecord of(ProcessHandle process) {
    return new ProcessRecord(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
  }

  /** What the file holds; empty if there is none or it makes no sense. */
  static Optional<ProcessRecord> read(Path file) {
    return parse(file, 1);
  }

  /** What PostgreSQL writes into its data directory: number, directory, start, and more. */
  static Optional<ProcessRecord> readPostmaster(Path file) {
    return parse(file, 2);
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, pid + "\n" + started.getEpochSecond() + "\n");
  }

  /** The process, if it still runs. */
  Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid).filter(ProcessRecord::isRunning).filter(this::isSame);
  }

  /** Waits until the process is gone; false if it still runs after that time. */
  static boolean awaitEnd(ProcessHandle process, Duration wait) {
    var deadline = System.nanoTime() + wait.toNanos();
    // Asked again and again: onExit() of a process that is not our child looks every few seconds.
    while (isRunning(process)) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
    return true;
  }

  /**
   * A dead process whose parent is gone too counts as alive until somebody collects it, which in a
   * container may be never; but it has no command any more.
   */
  static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  private boolean isSame(ProcessHandle process) {
    var since = process.info().startInstant();
    return since.isEmpty() || Duration.between(since.get(), started).abs().compareTo(SAME) <= 0;
  }

  private static Optional<ProcessRecord> parse(Path file, int startLine) {
    try {
      var lines = Files.readAllLines(file);
      var started = Instant.ofEpochSecond(Long.parseLong(lines.get(startLine).strip()));
      return Optional.of(new ProcessRecord(Long.parseLong(lines.get(0).strip()), started));
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
