package plumbline.assignment.audit;

import com.google.protobuf.Message;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The log of every change, which is written in the change's own transaction. */
public final class AuditLog {
  private static final String ACTORS =
      "select distinct actor from AuditEntity"
          + " where subject = ?1 and key = ?2 and action in ?3 and actor <> '' order by actor";

  private static final String BEFORE =
      "select e.before from AuditEntity e where e.subject = ?1 and e.key = ?2 and e.action in ?3"
          + " and e.before is not null order by e.id desc";

  private AuditLog() {}

  /** Adds a change. */
  public static Uni<Void> add(Mutiny.Session session, Change change) {
    return session.persist(new AuditEntity(change));
  }

  /** Who did any of the actions to the subject, by name; what nobody did is left out. */
  public static Uni<List<String>> actors(
      Mutiny.Session session, AuditSubject subject, String key, Collection<String> actions) {
    return session
        .createSelectionQuery(ACTORS, String.class)
        .setParameter(1, subject)
        .setParameter(2, key)
        .setParameter(3, actions)
        .getResultList();
  }

  /**
   * What the subject was when any of the actions was last done to it, as protobuf's JSON; empty: it
   * never was.
   */
  public static Uni<Optional<String>> lastBefore(
      Mutiny.Session session, AuditSubject subject, String key, Collection<String> actions) {
    return session
        .createSelectionQuery(BEFORE, String.class)
        .setParameter(1, subject)
        .setParameter(2, key)
        .setParameter(3, actions)
        .setMaxResults(1)
        .getResultList()
        .map(found -> found.stream().findFirst());
  }

  /**
   * A change.
   *
   * @param version the subject's, afterwards
   * @param action a verb: {@code create}, {@code submit}
   * @param reason empty where none was given
   * @param before as it was, of the contract's type; null if it is new
   * @param after as it is
   */
  public record Change(
      Instant time,
      String actor,
      AuditSubject subject,
      String key,
      long version,
      String action,
      String reason,
      @Nullable Message before,
      Message after) {}
}
