package plumbline.tracking.rebuild;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import plumbline.kit.background.Background;
import plumbline.kit.background.BackgroundWork;

/** The threads that rebuild. Any number of replicas may run them, and share the shards. */
@ApplicationScoped
public class RebuildWorkers implements BackgroundWork {
  /** Beyond the fold's own threads, so that a rebuild is done while the fold goes on. */
  private static final int THREADS = 2;

  private static final Duration PAUSE = Duration.ofMillis(500);

  private static final String WAITING =
      """
      SELECT plan_key, shard, replace FROM rebuild_shard JOIN rebuild USING (plan_key)
      WHERE done_at IS NULL
      """;

  private final AgroalDataSource database;
  private final ShardRebuild rebuild;
  private final List<Background> threads = new ArrayList<>();

  @Inject
  RebuildWorkers(AgroalDataSource database, ShardRebuild rebuild) {
    this.database = database;
    this.rebuild = rebuild;
  }

  @Override
  public void start() {
    for (var i = 0; i < THREADS; i++) {
      threads.add(Background.every("rebuild-" + i, PAUSE, this::work));
    }
  }

  void stop(@Observes ShutdownEvent event) {
    threads.forEach(Background::close);
  }

  private void work() throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(true);
      var tasks = waiting(connection);
      // Workers that begin at different shards seldom meet.
      Collections.shuffle(tasks);
      for (var task : tasks) {
        rebuild.run(connection, task);
      }
    }
  }

  private static List<ShardRebuild.Task> waiting(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement(WAITING);
        var rows = query.executeQuery()) {
      var tasks = new ArrayList<ShardRebuild.Task>();
      while (rows.next()) {
        tasks.add(new ShardRebuild.Task(rows.getString(1), rows.getInt(2), rows.getBoolean(3)));
      }
      return tasks;
    }
  }
}
