package plumbline.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sends signals as any POSIX shell can. */
final class Signals {
  private Signals() {}

  /** Makes processes hang where they are; those that have just ended are passed over. */
  static void pause(Stream<ProcessHandle> processes) {
    send("STOP", processes);
  }

  /** Lets processes go on after a {@link #pause}. */
  static void resume(Stream<ProcessHandle> processes) {
    send("CONT", processes);
  }

  private static void send(String signal, Stream<ProcessHandle> processes) {
    var ids = processes.map(it -> String.valueOf(it.pid())).collect(Collectors.joining(" "));
    // One that has ended meanwhile is none of our business, and the others still get theirs.
    var script = "for pid in " + ids + "; do kill -" + signal + " $pid || ! kill -0 $pid; done";
    try {
      var shell = new ProcessBuilder("sh", "-c", "set -e; " + script).start();
      if (shell.waitFor() != 0) {
        throw new IllegalStateException("no SIG" + signal + " for " + ids);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
