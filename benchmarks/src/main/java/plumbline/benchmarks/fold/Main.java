package plumbline.benchmarks.fold;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import plumbline.benchmarks.Lines;
import plumbline.localstack.StackFailure;

/** {@code make bench-fold}: arguments are {@code NAME=value}, as {@link Options} reads them. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    var lines = Lines.ofStandardOutput();
    try {
      var options = Options.parse(arguments);
      giveUpAfter(Duration.ofMinutes(options.minutes()), lines);
      Run.all(new Report(lines), options);
      System.exit(0);
    } catch (IllegalArgumentException
        | IllegalStateException
        | StackFailure
        | StatusRuntimeException e) {
      lines.line("%s", "make bench-fold failed: " + e.getMessage());
      System.exit(1);
    }
  }

  /** Whatever waits for what, and in whatever way: ending the JVM ends all that was started. */
  private static void giveUpAfter(Duration time, Lines lines) {
    Thread.ofPlatform()
        .daemon()
        .name("give-up")
        .start(() -> {
          try {
            Thread.sleep(time);
            lines.line("make bench-fold is given up after %d minutes", time.toMinutes());
            System.exit(1);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
