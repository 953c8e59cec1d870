package plumbline.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/**
 * How large the files of running processes may grow: stands in for a full disk where nobody may
 * mount a small one. It is the soft limit of {@code RLIMIT_FSIZE}, which its owner may lift again.
 */
final class FileSizeLimit {
  private FileSizeLimit() {}

  /** Sets it, in bytes. */
  static void set(long bytes, Stream<ProcessHandle> processes) {
    processes.forEach(process -> prlimit(process, String.valueOf(bytes)));
  }

  static void lift(Stream<ProcessHandle> processes) {
    processes.forEach(process -> prlimit(process, "unlimited"));
  }

  private static void prlimit(ProcessHandle process, String limit) {
    var pid = String.valueOf(process.pid());
    try {
      // With the colon, the hard limit stays.
      var set = new ProcessBuilder("prlimit", "--pid", pid, "--fsize=" + limit + ":").start();
      var said = new String(set.getErrorStream().readAllBytes(), UTF_8);
      if (set.waitFor() != 0 && ProcessRecord.isRunning(process)) {
        throw new IllegalStateException("process " + pid + " cannot be limited: " + said.strip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("prlimit (of util-linux) is needed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
