package plumbline.kit.database;

import io.agroal.api.AgroalDataSource;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import plumbline.kit.failure.Failure;

/** Lets a request read the database, off the event loop. */
@ApplicationScoped
public class Reads {
  private static final Logger LOG = Logger.getLogger(Reads.class);

  private final AgroalDataSource database;

  @Inject
  Reads(AgroalDataSource database) {
    this.database = database;
  }

  /** What is read; fails with {@link Failure.Unavailable} without a database. */
  public <T> Uni<T> read(Query<T> query) {
    return Uni.createFrom()
        .item(() -> now(query))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private <T> T now(Query<T> query) {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(true);
      return query.of(connection);
    } catch (SQLException e) {
      LOG.warnf("not read: %s", e);
      throw DatabaseFailures.failure(e);
    }
  }

  /** One or more statements that read. */
  @FunctionalInterface
  public interface Query<T> {
    /** What they say. */
    T of(Connection connection) throws SQLException;
  }
}
