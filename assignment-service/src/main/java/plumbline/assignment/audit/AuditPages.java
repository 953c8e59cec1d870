package plumbline.assignment.audit;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log, newest first. What is read at once is bounded, as an entry may hold an experiment
 * twice: a page may be shorter than was asked for, and others follow.
 */
final class AuditPages {
  private static final int ROWS_AT_ONCE = 20;
  private static final int MAX_CHARACTERS = 1 << 20;

  private final Mutiny.Session session;
  private final AuditQuery query;
  private final List<AuditEntity> rows = new ArrayList<>();
  private long characters;

  private AuditPages(Mutiny.Session session, AuditQuery query) {
    this.session = session;
    this.query = query;
  }

  /** The rows of a page, at least one if there is any; and whether others follow. */
  static Uni<Page> read(Mutiny.Session session, AuditQuery query) {
    return new AuditPages(session, query).read(query.before());
  }

  private Uni<Page> read(long before) {
    return select(before).chain(this::take);
  }

  private Uni<Page> take(List<AuditEntity> read) {
    for (var row : read) {
      characters += length(row.before) + length(row.after);
      if (rows.size() == query.pageSize() || (characters > MAX_CHARACTERS && !rows.isEmpty())) {
        return Uni.createFrom().item(new Page(rows, true));
      }
      rows.add(row);
    }
    return read.size() < ROWS_AT_ONCE
        ? Uni.createFrom().item(new Page(rows, false))
        : read(rows.getLast().id());
  }

  private Uni<List<AuditEntity>> select(long before) {
    var select = session.createSelectionQuery(hql(), AuditEntity.class);
    select.setParameter("before", before);
    if (!query.subjects().isEmpty()) {
      select.setParameter("subjects", query.subjects());
    }
    if (!query.key().isEmpty()) {
      select.setParameter("key", query.key());
    }
    if (!query.actor().isEmpty()) {
      select.setParameter("actor", query.actor());
    }
    if (query.start() != null) {
      select.setParameter("start", query.start());
    }
    if (query.end() != null) {
      select.setParameter("end", query.end());
    }
    return select.setMaxResults(ROWS_AT_ONCE).getResultList();
  }

  private String hql() {
    return "from AuditEntity e where e.id < :before"
        + (query.subjects().isEmpty() ? "" : " and e.subject in :subjects")
        + (query.key().isEmpty() ? "" : " and e.key = :key")
        + (query.actor().isEmpty() ? "" : " and e.actor = :actor")
        + (query.start() == null ? "" : " and e.time >= :start")
        + (query.end() == null ? "" : " and e.time < :end")
        + " order by e.id desc";
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  /** Newest first. */
  record Page(List<AuditEntity> rows, boolean more) {}
}
