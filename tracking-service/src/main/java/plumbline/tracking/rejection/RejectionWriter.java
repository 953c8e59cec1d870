package plumbline.tracking.rejection;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import plumbline.kit.background.Background;
import plumbline.kit.background.BackgroundWork;

/** Writes what was noted, every second. */
@ApplicationScoped
public class RejectionWriter implements BackgroundWork {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Rejections rejections;
  private final RejectionConfig config;
  private final AgroalDataSource database;
  private volatile @Nullable Background writing;

  @Inject
  RejectionWriter(Rejections rejections, RejectionConfig config, AgroalDataSource database) {
    this.rejections = rejections;
    this.config = config;
    this.database = database;
  }

  @Override
  public void start() {
    writing = Background.every("rejections", PAUSE, this::write);
  }

  /** A graceful end loses nothing, unless the database is away. */
  void stop(@Observes ShutdownEvent event) {
    var begun = writing;
    if (begun != null) {
      begun.finish();
    }
  }

  void write() throws SQLException {
    var pending = rejections.take();
    if (pending.isEmpty()) {
      return;
    }
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (var timeout = connection.createStatement()) {
        // Another replica may hang while it holds the lock.
        timeout.execute("SET LOCAL statement_timeout = '5s'");
        RejectionTable.add(connection, pending, Math.max(0, config.kept()));
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException | RuntimeException e) {
      // A commit whose answer was lost is added twice: the counts are for people, not for sums.
      rejections.giveBack(pending);
      throw e;
    }
  }
}
