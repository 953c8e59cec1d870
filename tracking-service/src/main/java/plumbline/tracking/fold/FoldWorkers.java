package plumbline.tracking.fold;

import io.agroal.api.AgroalDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jboss.logging.Logger;
import plumbline.kit.background.BackgroundWork;

/**
 * The threads that fold. Any number of replicas may run them: the shards' locks keep them apart.
 */
@ApplicationScoped
public class FoldWorkers implements BackgroundWork {
  private static final Logger LOG = Logger.getLogger(FoldWorkers.class);

  private final AgroalDataSource database;
  private final ShardFold shardFold;
  private final FoldSignal signal;
  private final FoldConfig config;
  private final List<Thread> threads = new ArrayList<>();

  @Inject
  FoldWorkers(
      AgroalDataSource database, ShardFold shardFold, FoldSignal signal, FoldConfig config) {
    this.database = database;
    this.shardFold = shardFold;
    this.signal = signal;
    this.config = config;
  }

  @Override
  public void start() {
    for (var i = 0; i < config.workers(); i++) {
      threads.add(Thread.ofPlatform().daemon().name("fold-" + i).start(this::work));
    }
  }

  @PreDestroy
  void stop() {
    threads.forEach(Thread::interrupt);
  }

  private void work() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        // What arrives within the pause is folded together: a transaction costs more than an event.
        if (!foldAll()) {
          Thread.sleep(config.pause());
          signal.await(config.poll());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (SQLException | RuntimeException e) {
        pauseAfter(e);
      }
    }
  }

  /**
   * Folds every shard that has work and that no other worker holds; answers whether any has more.
   */
  private boolean foldAll() throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(true);
      var shards = ShardWork.shards(connection);
      // Workers that begin at different shards seldom meet.
      Collections.shuffle(shards);
      connection.setAutoCommit(false);
      var more = false;
      for (var shard : shards) {
        more |= fold(connection, shard) == ShardFold.Outcome.MORE;
      }
      return more;
    }
  }

  private ShardFold.Outcome fold(Connection connection, int shard) throws SQLException {
    try {
      var outcome = shardFold.fold(connection, shard);
      connection.commit();
      return outcome;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
  }

  private void pauseAfter(Exception e) {
    LOG.warnf(e, "the fold will try again");
    try {
      signal.await(config.poll());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
