package plumbline.tracking.intake;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import plumbline.tracking.erasure.Tombstones;
import plumbline.tracking.fold.FoldSignal;
import plumbline.tracking.retention.Partitions;
import plumbline.tracking.sender.NumberedBatch;
import plumbline.tracking.sender.Senders;
import plumbline.tracking.unit.UnitKey;

/** Stores events once, with the fold's work beside them, in one transaction. */
@ApplicationScoped
class EventStore {
  private static final int MAX_RETRIES = 5;
  private static final Set<String> DEADLOCK_OR_SERIALIZATION = Set.of("40P01", "40001");

  private final Pool pool;
  private final Partitions partitions;
  private final Tombstones tombstones;
  private final FoldSignal fold;

  @Inject
  EventStore(Pool pool, Partitions partitions, Tombstones tombstones, FoldSignal fold) {
    this.pool = pool;
    this.partitions = partitions;
    this.tombstones = tombstones;
    this.fold = fold;
  }

  /** One result for each event of the submissions, in order, after they are on disk. */
  Uni<List<StoreResult>> store(List<Submission> group) {
    var events = group.stream().flatMap(it -> it.events().stream()).toList();
    var numbered = group.stream().flatMap(it -> it.numbered().stream()).toList();
    var batches = Batch.split(events);
    return Multi.createFrom()
        .iterable(batches)
        .onItem()
        .transformToUniAndConcatenate(batch ->
            // Numbers count once all is stored, so with the last.
            storeBatch(batch, batch == batches.getLast() ? numbered : List.of()))
        .collect()
        .in(ArrayList<StoreResult>::new, List::addAll)
        .invoke(fold::workArrived)
        .map(List::copyOf);
  }

  private Uni<List<StoreResult>> storeBatch(Batch batch, List<NumberedBatch> numbered) {
    return Uni.createFrom()
        .deferred(() -> partitions.ensure(batch.events().stream().map(Event::occurredAt)))
        .flatMap(_ ->
            pool.withTransaction(connection ->
                storeIn(connection, batch).call(() -> Senders.record(connection, numbered))))
        .onFailure(EventStore::isPassing)
        .retry()
        .atMost(MAX_RETRIES)
        .onFailure(Partitions::isMissing)
        .invoke(partitions::forget)
        .onFailure(Partitions::isMissing)
        .retry()
        .atMost(1);
  }

  /** Before anything is written: keys hold units' ids, too. */
  private Uni<List<StoreResult>> storeIn(SqlConnection connection, Batch batch) {
    return tombstones
        .erased(connection, batch::units)
        .flatMap(erased ->
            storeRest(connection, batch.without(erased))
                .map(results -> withErased(batch, erased, results)));
  }

  private static List<StoreResult> withErased(
      Batch batch, Set<UnitKey> erased, List<StoreResult> others) {
    if (erased.isEmpty()) {
      return others;
    }
    var rest = others.iterator();
    var results = new ArrayList<StoreResult>();
    for (var event : batch.events()) {
      var unit = event.unitAmong(erased);
      results.add(unit.isPresent() ? new StoreResult.Erased(unit.get()) : rest.next());
    }
    return results;
  }

  private static Uni<List<StoreResult>> storeRest(SqlConnection connection, Batch batch) {
    var rows = batch.rows();
    return connection
        .preparedQuery(EventRows.INSERT_KEYS)
        .execute(EventRows.keysWithDigests(rows))
        .flatMap(inserted ->
            inserted.rowCount() == rows.size()
                ? Uni.createFrom().item(Map.<Event.Key, Buffer>of())
                : known(connection, rows, rows.size() - inserted.rowCount()))
        .flatMap(known -> storeNew(connection, batch, rows, known));
  }

  /** The digests of those keys that were there before. */
  private static Uni<Map<Event.Key, Buffer>> known(
      SqlConnection connection, List<EventRow> rows, int expected) {
    return connection
        .preparedQuery(EventRows.SELECT_KNOWN)
        .execute(EventRows.keys(rows))
        .map(EventStore::digests)
        .invoke(known -> {
          if (known.size() < expected) {
            throw new KeyGoneException();
          }
        });
  }

  private static Uni<List<StoreResult>> storeNew(
      SqlConnection connection, Batch batch, List<EventRow> rows, Map<Event.Key, Buffer> known) {
    var conflicting = batch.conflicting(known);
    var added =
        known.isEmpty()
            ? rows
            : rows.stream().filter(row -> !known.containsKey(row.key())).toList();
    var undone = added.stream().filter(row -> conflicting.contains(row.digest())).toList();
    var stored =
        undone.isEmpty()
            ? added
            : added.stream().filter(row -> !conflicting.contains(row.digest())).toList();
    var results = new ArrayList<StoreResult>();
    for (var digest : batch.digests()) {
      results.add(
          conflicting.contains(digest) ? new StoreResult.Conflict() : new StoreResult.Accepted());
    }
    return delete(connection, undone).flatMap(_ -> insert(connection, stored)).replaceWith(results);
  }

  private static Uni<Void> delete(SqlConnection connection, List<EventRow> rows) {
    return rows.isEmpty()
        ? Uni.createFrom().voidItem()
        : connection
            .preparedQuery(EventRows.DELETE_KEYS)
            .execute(EventRows.keys(rows))
            .replaceWithVoid();
  }

  private static Uni<Void> insert(SqlConnection connection, List<EventRow> rows) {
    return rows.isEmpty()
        ? Uni.createFrom().voidItem()
        : connection
            .preparedQuery(EventRows.INSERT_EVENTS)
            .execute(EventRows.events(rows))
            .replaceWithVoid();
  }

  private static Map<Event.Key, Buffer> digests(RowSet<Row> rows) {
    var digests = new HashMap<Event.Key, Buffer>();
    rows.forEach(row -> digests.put(EventRows.key(row), row.getDelegate().getBuffer(3)));
    return digests;
  }

  /** Others were in the way: the same again will go. */
  private static boolean isPassing(Throwable failure) {
    return failure instanceof KeyGoneException
        || (failure instanceof PgException pg
            && DEADLOCK_OR_SERIALIZATION.contains(pg.getSqlState()));
  }

  /** A key that was in the way of its event has expired since: nothing would keep the event one. */
  private static final class KeyGoneException extends RuntimeException {
    KeyGoneException() {
      super("a key expired", null, false, false);
    }
  }
}
