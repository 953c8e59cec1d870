package plumbline.assignment.decision;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import plumbline.kit.database.DatabaseFailures;
import plumbline.proto.assignment.v1.ListDecisionsResponse;
import plumbline.proto.assignment.v1.VerifyDecisionLogResponse;

/** Reads the decision log. */
@ApplicationScoped
class DecisionPages {
  private static final int ROWS_AT_ONCE = 500;
  private static final String ONE_SNAPSHOT = "set transaction isolation level repeatable read";
  private static final String AFTER =
      "select sequence, entry, sha256 from DecisionLogEntity where sequence > ?1 order by sequence";

  /** A page, and the token of the next one where there is more. */
  Uni<ListDecisionsResponse> list(DecisionQuery query) {
    return Panache.withSession(() -> Panache.getSession().chain(session -> list(session, query)))
        .onFailure()
        .transform(DatabaseFailures::translate)
        .map(query::render);
  }

  private static Uni<List<DecisionLogEntity>> list(Mutiny.Session session, DecisionQuery query) {
    var selection = session.createSelectionQuery(query.text(), DecisionLogEntity.class);
    query.parameters().forEach(selection::setParameter);
    return selection.setMaxResults(query.pageSize() + 1).getResultList();
  }

  /** Follows the whole log, as it is at one moment, a few rows at a time. */
  Uni<VerifyDecisionLogResponse> verify(ChainCheck check) {
    return Panache.withTransaction(() ->
            Panache.getSession()
                .chain(session ->
                    session
                        .createNativeQuery(ONE_SNAPSHOT)
                        .executeUpdate()
                        .chain(() -> follow(session, check))
                        .chain(() -> end(session, check))))
        .onFailure()
        .transform(DatabaseFailures::translate);
  }

  private static Uni<Void> follow(Mutiny.Session session, ChainCheck check) {
    return Uni.createFrom()
        .deferred(() -> followSome(session, check))
        .repeat()
        .whilst(more -> more)
        .onItem()
        .ignoreAsUni();
  }

  /** Answers whether there may be more. Columns, not entities: the session would keep those. */
  private static Uni<Boolean> followSome(Mutiny.Session session, ChainCheck check) {
    return session
        .createSelectionQuery(AFTER, Object[].class)
        .setParameter(1, check.last())
        .setMaxResults(ROWS_AT_ONCE)
        .getResultList()
        .map(rows -> {
          rows.forEach(row -> check.follow((Long) row[0], (String) row[1], (String) row[2]));
          return rows.size() == ROWS_AT_ONCE && !check.isBroken();
        });
  }

  private static Uni<VerifyDecisionLogResponse> end(Mutiny.Session session, ChainCheck check) {
    return session
        .createSelectionQuery("select count(*) from DecisionLogEntity", Long.class)
        .getSingleResult()
        .chain(entries ->
            session
                .find(DecisionLogHeadEntity.class, DecisionLogHeadEntity.ID)
                .map(head -> check.result(entries, head.sequence, head.sha256)));
  }
}
