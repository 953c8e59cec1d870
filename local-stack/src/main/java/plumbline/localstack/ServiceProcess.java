package plumbline.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One service as a process of its own, which can be stopped, killed and started again. */
public final class ServiceProcess implements AutoCloseable {
  private static final Duration READY_WAIT = Duration.ofMinutes(2);
  private static final Duration STOP_WAIT = Duration.ofSeconds(30);
  private static final int SHOWN_LOG_LINES = 30;

  /** Configuration of whoever starts the stack is not the services'. */
  private static final List<String> NOT_INHERITED =
      List.of("QUARKUS_", "PLUMBLINE_", "MP_JWT_", "SMALLRYE_");

  private final ServiceLaunch launch;
  private final Readiness readiness;
  private @Nullable Process process;
  private boolean closed;

  ServiceProcess(ServiceLaunch launch) {
    this.launch = launch;
    this.readiness = new Readiness(launch.ports().http());
  }

  /** Starts the process and does not wait until it is ready. */
  public synchronized void launch() {
    if (closed) {
      throw new IllegalStateException(launch.name() + " is closed");
    }
    if (isAlive()) {
      throw new IllegalStateException(launch.name() + " runs already");
    }
    try {
      Files.createDirectories(launch.log().toAbsolutePath().getParent());
      var started = builder().start();
      process = started;
      ProcessRecord.of(started.toHandle()).write(launch.pidFile());
    } catch (IOException e) {
      throw new UncheckedIOException(launch.name() + " cannot be started", e);
    }
  }

  /**
   * Waits until the service says that it is ready.
   *
   * @throws StackFailure with the end of its log if it dies first, or is not ready in two minutes
   */
  public void awaitReady() {
    var outcome = readiness.await(this::isAlive, READY_WAIT);
    switch (outcome) {
      case READY -> {}
      case DIED -> throw new StackFailure(describe("ended while it was starting"));
      case TOO_LATE ->
          throw new StackFailure(
              describe("is not ready after " + READY_WAIT.toMinutes() + " minutes"));
    }
  }

  /** Whether the service says at this moment that it is ready. */
  public boolean isReady() {
    return isAlive() && readiness.isReady();
  }

  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Ends it at once, as {@code kill -9} does, and waits until it is gone. */
  public synchronized void kill() {
    var running = process;
    if (running != null) {
      running.destroyForcibly();
      awaitEnd(running, STOP_WAIT);
    }
  }

  /** Asks it to end (SIGTERM) and waits until it is gone; kills it if it takes over 30 seconds. */
  public synchronized void stop() {
    var running = process;
    if (running == null) {
      return;
    }
    running.destroy();
    if (!awaitEnd(running, STOP_WAIT)) {
      kill();
    }
  }

  /** Stops it if it runs, starts it on the same ports, waits until it is ready. */
  public void restart() {
    stop();
    launch();
    awaitReady();
  }

  /**
   * Waits until it has ended by itself.
   *
   * @return its exit code
   * @throws StackFailure with the end of its log if it is still running in two minutes
   */
  public int awaitExit() {
    Process running;
    synchronized (this) {
      running = Objects.requireNonNull(process, () -> launch.name() + " was never started");
    }
    if (!awaitEnd(running, READY_WAIT)) {
      throw new StackFailure(
          describe("has not ended after " + READY_WAIT.toMinutes() + " minutes"));
    }
    return running.exitValue();
  }

  /** Number of the process that was started last. */
  public synchronized long pid() {
    if (process == null) {
      throw new IllegalStateException(launch.name() + " was never started");
    }
    return process.pid();
  }

  /** How it is started, each time. */
  ServiceLaunch how() {
    return launch;
  }

  public String name() {
    return launch.name();
  }

  public int httpPort() {
    return launch.ports().http();
  }

  public int grpcPort() {
    return launch.ports().grpc();
  }

  /** What it writes, of all its starts. */
  public Path logFile() {
    return launch.log();
  }

  @Override
  public synchronized void close() {
    closed = true;
    stop();
    try {
      Files.deleteIfExists(launch.pidFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProcessBuilder builder() {
    var builder = new ProcessBuilder(launch.command());
    builder.environment().keySet().removeIf(ServiceProcess::isNotInherited);
    builder.environment().putAll(launch.environment());
    return builder
        .directory(launch.workingDirectory().toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
  }

  private String describe(String what) {
    return "%s %s. The end of %s:%n%s"
        .formatted(launch.name(), what, launch.log(), LogTail.of(launch.log(), SHOWN_LOG_LINES));
  }

  private static boolean isNotInherited(String variable) {
    return NOT_INHERITED.stream().anyMatch(variable::startsWith);
  }

  private static boolean awaitEnd(Process process, Duration wait) {
    try {
      return process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
