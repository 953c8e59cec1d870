package plumbline.tracking.erasure;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HexFormat;
import java.util.Optional;
import org.jboss.logging.Logger;
import plumbline.kit.database.DatabaseFailures;
import plumbline.kit.failure.Failure;
import plumbline.kit.identity.Principal;

/** Erases a unit: the tombstone first, what is stored by the fold. */
@ApplicationScoped
class UnitEraser {
  private static final Logger LOG = Logger.getLogger(UnitEraser.class);
  private static final int LOGGED_BYTES = 4;

  private static final String CLAIM_KEY =
      "INSERT INTO tombstone_key (fingerprint) VALUES ($1) ON CONFLICT DO NOTHING";
  private static final String FINGERPRINT = "SELECT fingerprint FROM tombstone_key";
  private static final String BURY =
      "INSERT INTO tombstone (hash) VALUES ($1) ON CONFLICT DO NOTHING";

  /** Queues the unit if there is something to take away, so that no id is kept for nothing. */
  private static final String QUEUE =
      """
      WITH unit AS MATERIALIZED (
        SELECT EXISTS (SELECT FROM event WHERE unit_type = $2 AND unit = $3)
            OR EXISTS (SELECT FROM event_key WHERE unit_type = $2 AND unit = $3)
            OR EXISTS (SELECT FROM unit_state
                       WHERE shard = $4 AND unit_type = $2 AND unit = $3)
            OR EXISTS (SELECT FROM erasure
                       WHERE shard = $4 AND unit_type = $2 AND unit = $3) AS stored
      ),
      queued AS (
        INSERT INTO erasure (shard, unit_type, unit)
        SELECT $4, $2, $3 FROM unit WHERE stored ON CONFLICT DO NOTHING
      )
      SELECT erased_at, stored FROM tombstone, unit WHERE hash = $1
      """;

  private final Pool pool;
  private final Tombstones tombstones;
  private final Optional<ErasureKey> key;

  @Inject
  UnitEraser(Pool pool, Tombstones tombstones, ErasureConfig config) {
    this.pool = pool;
    this.tombstones = tombstones;
    this.key = ErasureKey.of(config);
  }

  /**
   * Erases it, or says how far that is.
   *
   * @throws Failure.Refused without a key, or with another one than units were erased with
   */
  Uni<Erasure> erase(EraseQuery query, Principal who) {
    if (key.isEmpty()) {
      throw new Failure.Refused(
          "units cannot be erased here: no " + ErasureKey.SETTING + " is configured");
    }
    var hash = key.get().hash(query.unit());
    var fingerprint = key.get().fingerprint();
    return pool.withTransaction(connection ->
            claimKey(connection, fingerprint)
                .flatMap(_ -> connection.preparedQuery(BURY).execute(Tuple.of(hash)))
                .flatMap(_ -> queue(connection, query, hash)))
        .invoke(tombstones::written)
        .invoke(erasure -> log(who, hash, erasure))
        .onFailure()
        .transform(DatabaseFailures::translate);
  }

  /** The first erasure says which key is used from then on. */
  private static Uni<Void> claimKey(SqlConnection connection, Buffer fingerprint) {
    return connection
        .preparedQuery(CLAIM_KEY)
        .execute(Tuple.of(fingerprint))
        .flatMap(_ -> connection.preparedQuery(FINGERPRINT).execute())
        .map(rows -> rows.iterator().next().getDelegate().getBuffer(0))
        .invoke(claimed -> {
          if (!claimed.equals(fingerprint)) {
            throw new Failure.Refused(
                ErasureKey.SETTING + " is not the key that units were erased with before");
          }
        })
        .replaceWithVoid();
  }

  private static Uni<Erasure> queue(SqlConnection connection, EraseQuery query, Buffer hash) {
    var unit = query.unit();
    return connection
        .preparedQuery(QUEUE)
        .execute(Tuple.of(hash, unit.type(), unit.id(), query.shard()))
        .map(rows -> rows.iterator().next())
        .map(row -> new Erasure(row.getOffsetDateTime(0).toInstant(), !row.getBoolean(1)));
  }

  /** Without the unit's id, which is to be forgotten. */
  private static void log(Principal who, Buffer hash, Erasure erasure) {
    LOG.infof(
        "%s asked to erase the unit with hash %s..., complete: %s",
        who.name(), HexFormat.of().formatHex(hash.getBytes(0, LOGGED_BYTES)), erasure.complete());
  }
}
