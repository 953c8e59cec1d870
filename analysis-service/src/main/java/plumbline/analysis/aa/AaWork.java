package plumbline.analysis.aa;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import plumbline.kit.background.Background;
import plumbline.kit.background.BackgroundWork;

/** The one thread of a replica that makes checks, behind all others. */
@ApplicationScoped
class AaWork implements BackgroundWork {
  private final AaSchedule schedule;
  private final AaRunner runner;
  private final AaConfig config;
  private @Nullable Background background;

  @Inject
  AaWork(AaSchedule schedule, AaRunner runner, AaConfig config) {
    this.schedule = schedule;
    this.runner = runner;
    this.config = config;
  }

  @Override
  public void start() {
    background = Background.every("aa-checks", config.poll(), this::round);
  }

  @PreDestroy
  void stop() {
    if (background != null) {
      background.close();
    }
  }

  private void round() throws SQLException {
    Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
    schedule.look();
    runner.runWaiting();
  }
}
