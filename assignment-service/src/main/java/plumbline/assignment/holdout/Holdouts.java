package plumbline.assignment.holdout;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.audit.AuditLog;
import plumbline.assignment.audit.AuditSubject;
import plumbline.assignment.change.Changes;
import plumbline.assignment.change.Changes.Work;
import plumbline.kit.database.DatabaseFailures;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.Holdout;
import plumbline.proto.assignment.v1.ListHoldoutsResponse;

/** Makes holdouts and finds them again. */
@ApplicationScoped
class Holdouts {
  private static final String AFTER = "from HoldoutEntity where key > ?1 order by key";

  private final Changes changes;

  @Inject
  Holdouts(Changes changes) {
    this.changes = changes;
  }

  /**
   * Makes a holdout; safe to send again.
   *
   * @throws Failure.AlreadyExists if the key is taken by anything else
   */
  Uni<Holdout> make(NewHoldout wanted) {
    return changes.run(work ->
        work.session()
            .find(HoldoutEntity.class, wanted.key())
            .chain(found ->
                found == null
                    ? insert(wanted, work)
                    : Uni.createFrom().item(() -> keep(found, wanted))));
  }

  /** The holdout; {@link Failure.NotFound} if there is none. */
  Uni<Holdout> get(String key) {
    return read(session -> session.find(HoldoutEntity.class, key))
        .map(found -> require(found, key).toDomain());
  }

  /** A page, and the token of the next one where there is more. */
  Uni<ListHoldoutsResponse> list(HoldoutPage page) {
    return read(session -> after(session, page)).map(page::render);
  }

  private static Uni<List<HoldoutEntity>> after(Mutiny.Session session, HoldoutPage page) {
    return session
        .createSelectionQuery(AFTER, HoldoutEntity.class)
        .setParameter(1, page.after())
        .setMaxResults(page.size() + 1)
        .getResultList();
  }

  private static <T> Uni<T> read(Function<Mutiny.Session, Uni<T>> query) {
    return Panache.withSession(() -> Panache.getSession().chain(query::apply))
        .onFailure()
        .transform(DatabaseFailures::translate);
  }

  private static Uni<Holdout> insert(NewHoldout wanted, Work work) {
    var entity = new HoldoutEntity(wanted, work.now());
    var made = entity.toDomain();
    var change =
        new AuditLog.Change(
            work.now(),
            wanted.author(),
            AuditSubject.HOLDOUT,
            wanted.key(),
            1,
            "create",
            "",
            null,
            made);
    return work.session().persist(entity).chain(() -> work.changed(change)).replaceWith(made);
  }

  private static Holdout keep(HoldoutEntity found, NewHoldout wanted) {
    if (!wanted.isSame(found)) {
      throw new Failure.AlreadyExists(
          "the key '%s' is taken by a holdout of %s; a holdout never changes: make another"
              .formatted(found.key, found.author));
    }
    return found.toDomain();
  }

  private static HoldoutEntity require(@Nullable HoldoutEntity found, String key) {
    if (found == null) {
      throw new Failure.NotFound("holdout", key);
    }
    return found;
  }
}
