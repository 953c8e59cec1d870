package plumbline.kit.background;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A thread that does one thing again and again. What fails is logged once, shown as a metric for as
 * long as it fails, and tried again.
 */
public final class Background implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Background.class);
  private static final int END_SECONDS = 10;

  private final String name;
  private final Task task;
  private final ScheduledExecutorService thread;
  private final Gauge shown;
  private volatile boolean failing;

  private Background(String name, Task task) {
    this.name = name;
    this.task = task;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
    this.shown =
        Gauge.builder("plumbline.background.failing", this, it -> it.failing ? 1 : 0)
            .description("1 while a task of the background fails each time it is tried")
            .tag("task", name)
            .strongReference(true)
            .register(Metrics.globalRegistry);
  }

  /** Begins now; the pause is between the end of one time and the beginning of the next. */
  public static Background every(String name, Duration pause, Task task) {
    var background = new Background(name, task);
    background.thread.scheduleWithFixedDelay(
        background::run, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    return background;
  }

  /** Does it one last time and ends, after 10 s at the latest. */
  public void finish() {
    thread.execute(this::run);
    close();
  }

  /** Ends it: what is under way is waited for, for 10 s at most. */
  @Override
  public void close() {
    Metrics.globalRegistry.remove(shown);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      task.run();
      failing = false;
    } catch (Exception e) {
      // Thrown on, it would be the last time. A database that is away would fill the log.
      if (!failing) {
        LOG.warnf(e, "%s will try again", name);
      }
      failing = true;
    }
  }

  /** What is done. */
  @FunctionalInterface
  public interface Task {
    /** Does it once. */
    void run() throws Exception;
  }
}
