package plumbline.assignment.metric;

import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The catalogue's rows, in one session. */
final class MetricTable {
  private static final String VERSIONS =
      "select v from MetricVersionEntity v join fetch v.metric m where ";
  private static final String INSERT =
      "insert into metrics (key, version, archived) values (:key, 1, false) on conflict do nothing";

  private final Mutiny.Session session;

  MetricTable(Mutiny.Session session) {
    this.session = session;
  }

  /** Takes a key, unless it is taken; of several at once, one does. */
  Uni<Boolean> insert(String key) {
    return session
        .createNativeQuery(INSERT)
        .setParameter("key", key)
        .executeUpdate()
        .map(inserted -> inserted == 1);
  }

  /** The metric, held until the transaction ends; null if there is none. */
  Uni<@Nullable MetricEntity> lock(String key) {
    return session.find(MetricEntity.class, key, LockModeType.PESSIMISTIC_WRITE);
  }

  /** One version, 0 for the newest; null if there is none. */
  Uni<@Nullable MetricVersionEntity> version(String key, long version) {
    var query =
        session.createSelectionQuery(
            VERSIONS + "m.key = :key and v.version = " + (version == 0 ? "m.version" : ":version"),
            MetricVersionEntity.class);
    query.setParameter("key", key);
    if (version != 0) {
      query.setParameter("version", version);
    }
    return query.getSingleResultOrNull();
  }

  /** Of these metrics, the newest versions, and all that have one of the numbers. */
  Uni<List<MetricVersionEntity>> versions(Collection<String> keys, Collection<Long> versions) {
    return session
        .createSelectionQuery(
            VERSIONS + "m.key in :keys and (v.version = m.version or v.version in :versions)",
            MetricVersionEntity.class)
        .setParameter("keys", keys)
        .setParameter("versions", versions)
        .getResultList();
  }

  /** The versions of one metric below a number, newest first. */
  Uni<List<MetricVersionEntity>> below(String key, long version, int limit) {
    return session
        .createSelectionQuery(
            VERSIONS + "m.key = :key and v.version < :version order by v.version desc",
            MetricVersionEntity.class)
        .setParameter("key", key)
        .setParameter("version", version)
        .setMaxResults(limit)
        .getResultList();
  }

  /**
   * The newest versions of the metrics that a query asks for, by key, and one more than its page.
   */
  Uni<List<MetricVersionEntity>> newest(MetricQuery wanted) {
    var conditions = new ArrayList<>(List.of("v.version = m.version", "m.key > :after"));
    Map<String, Object> parameters = new HashMap<>(Map.of("after", wanted.after()));
    if (!wanted.categories().isEmpty()) {
      conditions.add("v.category in :categories");
      parameters.put("categories", wanted.categories());
    }
    if (!wanted.owner().isEmpty()) {
      conditions.add("v.owner = :owner");
      parameters.put("owner", wanted.owner());
    }
    if (!wanted.text().isEmpty()) {
      conditions.add("locate(lower(:text), v.words) > 0");
      parameters.put("text", wanted.text());
    }
    if (!wanted.archivedToo()) {
      conditions.add("m.archived = false");
    }
    var query =
        session.createSelectionQuery(
            VERSIONS + String.join(" and ", conditions) + " order by m.key",
            MetricVersionEntity.class);
    parameters.forEach(query::setParameter);
    return query.setMaxResults(wanted.pageSize() + 1).getResultList();
  }
}
