package plumbline.tracking.erasure;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import plumbline.kit.failure.Failure;
import plumbline.tracking.unit.UnitKey;

/**
 * Which units were erased. Nearly always none was, and then hardly anything is asked: the intake
 * may believe for some seconds that there is no tombstone while another replica writes the first.
 * The fold never does, and takes away what the intake let in meanwhile.
 */
@ApplicationScoped
public class Tombstones {
  private static final String FINGERPRINT = "SELECT fingerprint FROM tombstone_key";

  private final Optional<ErasureKey> key;
  private final long pollNanos;
  private volatile long lookedNanos;

  /** Once true for good: a tombstone is never removed. */
  private volatile boolean any;

  @Inject
  Tombstones(ErasureConfig config) {
    this.key = ErasureKey.of(config);
    this.pollNanos = config.poll().toNanos();
    this.lookedNanos = System.nanoTime() - pollNanos;
  }

  /**
   * Which of these the intake must refuse.
   *
   * @param units is asked for only if there is any tombstone
   * @throws Failure.Unavailable if this replica's key is not the tombstones' key
   */
  public Uni<Set<UnitKey>> erased(SqlConnection connection, Supplier<Collection<UnitKey>> units) {
    if (any) {
      return find(connection, units);
    }
    if (System.nanoTime() - lookedNanos < pollNanos) {
      return Uni.createFrom().item(Set.of());
    }
    return connection
        .preparedQuery(FINGERPRINT)
        .execute()
        .flatMap(rows -> {
          requireKey(
              learn(rows.size() == 0 ? null : rows.iterator().next().getDelegate().getBuffer(0)));
          return any ? find(connection, units) : Uni.createFrom().item(Set.of());
        });
  }

  /**
   * Which of these are erased at this moment.
   *
   * @throws Failure.Unavailable if this replica's key is not the tombstones' key
   */
  Set<UnitKey> erased(Connection connection, Collection<UnitKey> units) throws SQLException {
    if (!any) {
      requireKey(look(connection));
    }
    return any ? find(connection, units) : Set.of();
  }

  /** Looks whether there are any; answers what is wrong with this replica's key. */
  Optional<String> look(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement(FINGERPRINT);
        var row = query.executeQuery()) {
      return learn(row.next() ? Buffer.buffer(row.getBytes(1)) : null);
    }
  }

  /** This replica has just written one. */
  void written() {
    any = true;
  }

  private Optional<String> learn(@Nullable Buffer fingerprint) {
    if (fingerprint == null) {
      lookedNanos = System.nanoTime();
      return Optional.empty();
    }
    if (key.isEmpty()) {
      return Optional.of(
          "units were erased, and "
              + ErasureKey.SETTING
              + " is not set: they would come back; set the key that they were erased with");
    }
    if (!fingerprint.equals(key.get().fingerprint())) {
      return Optional.of(
          ErasureKey.SETTING
              + " is not the key that units were erased with: they would come back; set that one");
    }
    any = true;
    return Optional.empty();
  }

  private static void requireKey(Optional<String> problem) {
    if (problem.isPresent()) {
      throw new Failure.Unavailable(problem.get());
    }
  }

  private Uni<Set<UnitKey>> find(SqlConnection connection, Supplier<Collection<UnitKey>> units) {
    var hashes = key.orElseThrow().hashes(units.get());
    return connection
        .preparedQuery("SELECT hash FROM tombstone WHERE hash = ANY ($1)")
        .execute(Tuple.tuple().addValue(hashes.keySet().toArray(Buffer[]::new)))
        .map(rows -> {
          var erased = new HashSet<UnitKey>();
          rows.forEach(row -> erased.add(unit(hashes, row.getDelegate().getBuffer(0))));
          return erased;
        });
  }

  private Set<UnitKey> find(Connection connection, Collection<UnitKey> units) throws SQLException {
    var hashes = key.orElseThrow().hashes(units);
    var asked = hashes.keySet().stream().map(Buffer::getBytes).toArray(byte[][]::new);
    try (var query =
        connection.prepareStatement("SELECT hash FROM tombstone WHERE hash = ANY (?)")) {
      query.setArray(1, connection.createArrayOf("bytea", asked));
      try (var rows = query.executeQuery()) {
        var erased = new HashSet<UnitKey>();
        while (rows.next()) {
          erased.add(unit(hashes, Buffer.buffer(rows.getBytes(1))));
        }
        return erased;
      }
    }
  }

  private static UnitKey unit(Map<Buffer, UnitKey> hashes, Buffer hash) {
    return Objects.requireNonNull(hashes.get(hash));
  }
}
