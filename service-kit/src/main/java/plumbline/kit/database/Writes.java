package plumbline.kit.database;

import io.agroal.api.AgroalDataSource;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import plumbline.kit.failure.Failure;

/** Lets a request change the database, in one transaction and off the event loop. */
@ApplicationScoped
public class Writes {
  private static final Logger LOG = Logger.getLogger(Writes.class);

  /** SQLSTATE of a lock that was not to be had in time. */
  private static final String LOCKED = "55P03";

  private final AgroalDataSource database;

  @Inject
  Writes(AgroalDataSource database) {
    this.database = database;
  }

  /** What was done; fails with {@link Failure.Unavailable} without a database. */
  public <T> Uni<T> write(Reads.Query<T> work) {
    return Uni.createFrom()
        .item(() -> now(work))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private <T> T now(Reads.Query<T> work) {
    try (var connection = database.getConnection()) {
      return Transactions.in(connection, () -> work.of(connection));
    } catch (SQLException e) {
      if (LOCKED.equals(e.getSQLState())) {
        throw new Failure.Unavailable("something that takes longer holds it; try again in a while");
      }
      LOG.warnf("not written: %s", e);
      throw DatabaseFailures.failure(e);
    }
  }
}
