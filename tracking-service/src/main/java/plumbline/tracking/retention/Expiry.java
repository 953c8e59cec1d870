package plumbline.tracking.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import plumbline.kit.database.Transactions;
import plumbline.tracking.definitions.Need;
import plumbline.tracking.definitions.NeedTable;

/** Drops months that nobody needs any more. One replica at a time does. */
@ApplicationScoped
class Expiry {
  private static final Logger LOG = Logger.getLogger(Expiry.class);

  private final Retention retention;

  @Inject
  Expiry(Retention retention) {
    this.retention = retention;
  }

  /** Drops what is due; what cannot be locked now is left for the next time. */
  void drop(Connection connection, Instant now) throws SQLException {
    var needs = Transactions.in(connection, () -> sealOver(connection, now));
    if (needs.isEmpty()) {
      // Experiments that nobody knows of here yet may need any of the months, and what is dropped
      // does not come back when they arrive.
      LOG.info("no month is dropped, as definitions have never arrived");
      return;
    }
    for (var month : PartitionTable.all(connection).entrySet()) {
      if (!retention.keeps(month.getKey(), now, needs.get())) {
        drop(connection, month.getKey(), month.getValue(), now);
      }
    }
  }

  /** Seals what is over, as it could not be folded again without its events; answers the rest. */
  private Optional<List<Need>> sealOver(Connection connection, Instant now) throws SQLException {
    var needs = NeedTable.unsealed(connection);
    if (needs.isEmpty()) {
      return needs;
    }
    var over =
        needs.get().stream()
            .filter(need -> need.isOver(now, retention.grace()))
            .map(Need::experiment)
            .toList();
    if (!over.isEmpty()) {
      LOG.infof("sealed: %s", NeedTable.seal(connection, over));
    }
    return NeedTable.unsealed(connection);
  }

  private void drop(
      Connection connection, YearMonth month, PartitionTable.State state, Instant now) {
    try {
      switch (state) {
        case ATTACHED -> PartitionTable.detach(connection, month);
        case DETACHING -> PartitionTable.finishDetaching(connection, month);
        case LOOSE, ABSENT -> {}
      }
      Transactions.in(connection, () -> dropUnlessNeeded(connection, month, now));
    } catch (SQLException e) {
      LOG.infof("%s is not dropped this time: %s", Months.table(month), e.getMessage());
    }
  }

  /** A definition that came in the meantime has its month back, with all that it held. */
  private boolean dropUnlessNeeded(Connection connection, YearMonth month, Instant now)
      throws SQLException {
    // From here on none comes until this is done, and then it finds what was done.
    Collection<Need> needs = NeedTable.unsealed(connection).orElse(List.of());
    PartitionTable.lock(connection);
    if (retention.keeps(month, now, needs)) {
      PartitionTable.attach(connection, month);
      return false;
    }
    var dropped = PartitionTable.dropLoose(connection, month);
    if (dropped) {
      LOG.infof("dropped %s", Months.table(month));
    }
    return dropped;
  }
}
