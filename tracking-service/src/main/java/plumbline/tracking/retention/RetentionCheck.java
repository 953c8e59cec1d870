package plumbline.tracking.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import plumbline.tracking.definitions.NeedTable;

/** Whether events are kept for as long as the running experiments need. */
@ApplicationScoped
class RetentionCheck {
  private static final Logger LOG = Logger.getLogger(RetentionCheck.class);

  private final Retention retention;
  private final Set<String> warned = new HashSet<>();
  private volatile int shortfalls;

  @Inject
  RetentionCheck(Retention retention) {
    this.retention = retention;
  }

  /**
   * Why the service must not start as it is configured; empty if it may. The caller commits.
   *
   * <p>It must not where the setting is shorter than the one that was last started with, or is the
   * first, and an experiment needs more: then the rollout stops, and the replicas before it go on.
   * Where the setting is no shorter, ending would help nobody: the experiment came meanwhile, its
   * events are taken and kept whatever the setting says, and a replica that was killed must come
   * back. As long as no definitions have arrived nothing is known to need more.
   */
  Optional<String> refusal(Connection connection, Instant now) throws SQLException {
    var found = find(connection, now);
    if (!found.isEmpty() && isShorterThanBefore(connection)) {
      return Optional.of(String.join("; ", found.stream().map(Shortfall::message).toList()));
    }
    remember(connection);
    return Optional.empty();
  }

  /** Looks again: what needs more is counted, and said once in the log. */
  void look(Connection connection, Instant now) throws SQLException {
    var found = find(connection, now);
    shortfalls = found.size();
    for (var shortfall : found) {
      if (warned.add(shortfall.need().experiment())) {
        LOG.warnf("%s; its events are kept all the same", shortfall.message());
      }
    }
  }

  private List<Shortfall> find(Connection connection, Instant now) throws SQLException {
    return NeedTable.unsealed(connection)
        .map(needs -> Shortfall.of(needs, retention, now))
        .orElse(List.of());
  }

  /** Experiments that need more than is configured, when it was last looked. */
  int shortfalls() {
    return shortfalls;
  }

  private boolean isShorterThanBefore(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT events_seconds FROM retention")) {
      row.next();
      var before = Duration.ofSeconds(row.getLong(1));
      return row.wasNull() || retention.events().compareTo(before) < 0;
    }
  }

  private void remember(Connection connection) throws SQLException {
    try (var update = connection.prepareStatement("UPDATE retention SET events_seconds = ?")) {
      update.setLong(1, retention.events().toSeconds());
      update.executeUpdate();
    }
  }
}
