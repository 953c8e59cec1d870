package plumbline.tracking.erasure;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import plumbline.tracking.StartCheck;

/** Refuses to start with a key that is none, or not the one that units were erased with. */
@ApplicationScoped
class KeyCheck implements StartCheck {
  private final Tombstones tombstones;

  @Inject
  KeyCheck(Tombstones tombstones) {
    this.tombstones = tombstones;
  }

  /** A key that is none is known before the database is. */
  void start(@Observes StartupEvent event, ErasureConfig config) {
    ErasureKey.of(config);
  }

  @Override
  public Optional<String> problem(Connection connection) throws SQLException {
    return tombstones.look(connection);
  }
}
