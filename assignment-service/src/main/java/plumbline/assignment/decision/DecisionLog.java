package plumbline.assignment.decision;

import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import org.hibernate.reactive.mutiny.Mutiny;
import plumbline.proto.assignment.v1.DecisionLogEntry;

/** Adds to the decision log: one entry after another, each with the hash of the one before. */
public final class DecisionLog {
  private DecisionLog() {}

  /**
   * Adds an entry in the session's transaction, which holds the log's end until it commits.
   *
   * @param entry all of it but sequence and hashes
   */
  public static Uni<DecisionLogEntry> add(Mutiny.Session session, DecisionLogEntry.Builder entry) {
    return lock(session).chain(head -> add(session, head, entry));
  }

  /** The log's end, which nobody else can move until the transaction ends. */
  static Uni<DecisionLogHeadEntity> lock(Mutiny.Session session) {
    return session.find(
        DecisionLogHeadEntity.class, DecisionLogHeadEntity.ID, LockModeType.PESSIMISTIC_WRITE);
  }

  static Uni<DecisionLogEntry> add(
      Mutiny.Session session, DecisionLogHeadEntity head, DecisionLogEntry.Builder entry) {
    var row =
        new DecisionLogEntity(
            entry
                .setSequence(head.sequence + 1)
                .setPreviousSha256(head.sha256)
                .clearSha256()
                .build());
    head.sequence = row.sequence;
    head.sha256 = row.sha256;
    return session.persist(row).map(_ -> row.toDomain());
  }
}
