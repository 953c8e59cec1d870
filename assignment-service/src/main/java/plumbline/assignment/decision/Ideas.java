package plumbline.assignment.decision;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.reactive.mutiny.Mutiny;
import plumbline.assignment.audit.AuditLog;
import plumbline.assignment.audit.AuditSubject;
import plumbline.kit.database.DatabaseFailures;
import plumbline.kit.definition.Times;
import plumbline.proto.assignment.v1.DecisionLogEntry;
import plumbline.proto.assignment.v1.DecisionLogKind;

/** Takes down ideas that will not be tested. */
@ApplicationScoped
class Ideas {
  private static final String KNOWN = "from DecisionLogEntity where author = ?1 and ideaId = ?2";

  private final Clock clock;

  @Inject
  Ideas(Clock clock) {
    this.clock = clock;
  }

  /**
   * Takes an idea down, once for each author and id.
   *
   * @throws plumbline.kit.failure.Failure.AlreadyExists if it is another under the same id
   */
  Uni<DecisionLogEntry> record(Idea idea) {
    return Panache.withTransaction(() ->
            Panache.getSession()
                .chain(session ->
                    DecisionLog.lock(session).chain(head -> record(idea, session, head))))
        .onFailure()
        .transform(DatabaseFailures::translate);
  }

  private Uni<DecisionLogEntry> record(
      Idea idea, Mutiny.Session session, DecisionLogHeadEntity head) {
    // Nobody else can add an entry now, so what is not found is not there.
    return session
        .createSelectionQuery(KNOWN, DecisionLogEntity.class)
        .setParameter(1, idea.author())
        .setParameter(2, idea.id())
        .getSingleResultOrNull()
        .chain(found ->
            found == null
                ? add(idea, session, head)
                : Uni.createFrom().item(() -> idea.keep(found.toDomain())));
  }

  private Uni<DecisionLogEntry> add(Idea idea, Mutiny.Session session, DecisionLogHeadEntity head) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var entry =
        DecisionLogEntry.newBuilder()
            .setTime(Times.timestamp(now))
            .setAuthor(idea.author())
            .setKind(DecisionLogKind.DECISION_LOG_KIND_IDEA)
            .setTitle(idea.title())
            .setReason(idea.reason())
            .setIdeaId(idea.id());
    return DecisionLog.add(session, head, entry)
        .call(added -> AuditLog.add(session, change(idea, added, now)));
  }

  private static AuditLog.Change change(Idea idea, DecisionLogEntry added, Instant now) {
    return new AuditLog.Change(
        now,
        idea.author(),
        AuditSubject.DECISION_LOG,
        idea.id(),
        added.getSequence(),
        "record_idea",
        idea.reason(),
        null,
        added);
  }
}
