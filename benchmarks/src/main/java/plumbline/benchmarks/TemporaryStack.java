package plumbline.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.UnaryOperator;
import plumbline.localstack.Directories;
import plumbline.localstack.LocalStack;
import plumbline.localstack.Service;
import plumbline.localstack.StackOptions;

/**
 * PostgreSQL and the packaged tracking-service in a directory that goes away with them, also when
 * the JVM is asked to end.
 */
public final class TemporaryStack implements AutoCloseable {
  private final Path directory;
  private final LocalStack stack;
  private final Thread hook = new Thread(this::end, "temporary-stack-end");
  private boolean ended;

  private TemporaryStack(Path directory, LocalStack stack) {
    this.directory = directory;
    this.stack = stack;
  }

  /**
   * Starts them on free ports.
   *
   * @param options changes how
   */
  public static TemporaryStack start(UnaryOperator<StackOptions> options) {
    var directory = Directories.temporary();
    var tracking = StackOptions.random(directory).only(Service.TRACKING);
    var started = new TemporaryStack(directory, LocalStack.start(options.apply(tracking)));
    Runtime.getRuntime().addShutdownHook(started.hook);
    return started;
  }

  /** The same with a flight recording of the service's JVM. */
  public static StackOptions profiled(StackOptions options, Path file) {
    return options.withEnvironment(
        Service.TRACKING,
        "JAVA_TOOL_OPTIONS",
        "-XX:StartFlightRecording=settings=profile,filename=" + file.toAbsolutePath());
  }

  public LocalStack stack() {
    return stack;
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook finds nothing left to do.
      return;
    }
  }

  private synchronized void end() {
    if (ended) {
      return;
    }
    ended = true;
    stack.close();
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
