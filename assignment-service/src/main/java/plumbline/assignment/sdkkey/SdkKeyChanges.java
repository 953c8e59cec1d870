package plumbline.assignment.sdkkey;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.audit.AuditLog;
import plumbline.assignment.audit.AuditSubject;
import plumbline.assignment.change.Changes;
import plumbline.assignment.change.Changes.Work;
import plumbline.kit.database.DatabaseFailures;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.ListSdkKeysResponse;
import plumbline.proto.assignment.v1.SdkKey;

/** Makes keys, gives them other secrets, ends them, and finds them again. */
@ApplicationScoped
class SdkKeyChanges {
  /** Every replica and tracking-service hold all of them in memory. */
  private static final long MOST = 10_000;

  private static final String AFTER = "from SdkKeyEntity where id > ?1 order by id";
  private static final String COUNT = "select count(*) from SdkKeyEntity";

  private final Changes changes;
  private final SecureRandom random = new SecureRandom();

  @Inject
  SdkKeyChanges(Changes changes) {
    this.changes = changes;
  }

  /**
   * Makes a key.
   *
   * @throws Failure.AlreadyExists if the id is taken: its secret cannot be shown again
   */
  Uni<Issued> make(NewSdkKey wanted) {
    return changes.run(work ->
        work.session()
            .find(SdkKeyEntity.class, wanted.id())
            .chain(found -> {
              if (found != null) {
                throw new Failure.AlreadyExists(
                    "the id '%s' is taken by a key of %s; rotate it if its secret is lost"
                        .formatted(found.id, found.author));
              }
              return insert(wanted, work);
            }));
  }

  /** Gives a key another secret. */
  Uni<Issued> rotate(Rotation wanted) {
    return changes.run(work ->
        find(work.session(), wanted.id())
            .chain(found -> {
              refuseEnded(found, work);
              var before = found.toDomain();
              var secret = Secret.random(random, found.id);
              found.rotate(secret, wanted.grace(), work.now());
              return written(found, before, "rotate", wanted.actor(), "", work)
                  .map(after -> new Issued(after, secret));
            }));
  }

  /** Ends a key; of one that was ended it answers with what is there. */
  Uni<SdkKey> revoke(Revocation wanted) {
    return changes.run(work ->
        find(work.session(), wanted.id())
            .chain(found -> {
              var before = found.toDomain();
              if (found.isRevoked()) {
                return Uni.createFrom().item(before);
              }
              found.revokeTime = work.now();
              return written(found, before, "revoke", wanted.actor(), wanted.reason(), work);
            }));
  }

  /** A page, and the token of the next one where there is more. */
  Uni<ListSdkKeysResponse> list(SdkKeyPage page) {
    return Panache.withSession(() -> Panache.getSession().chain(session -> after(session, page)))
        .onFailure()
        .transform(DatabaseFailures::translate)
        .map(page::render);
  }

  private static Uni<List<SdkKeyEntity>> after(Mutiny.Session session, SdkKeyPage page) {
    return session
        .createSelectionQuery(AFTER, SdkKeyEntity.class)
        .setParameter(1, page.after())
        .setMaxResults(page.size() + 1)
        .getResultList();
  }

  private Uni<Issued> insert(NewSdkKey wanted, Work work) {
    var secret = Secret.random(random, wanted.id());
    var entity = new SdkKeyEntity(wanted, secret, work.now());
    return work.session()
        .createSelectionQuery(COUNT, Long.class)
        .getSingleResult()
        .chain(count -> {
          if (count >= MOST) {
            throw new Failure.Refused("there are %d keys, which is the most".formatted(count));
          }
          return work.session().persist(entity);
        })
        .chain(() -> written(entity, null, "create", wanted.author(), "", work))
        .map(made -> new Issued(made, secret));
  }

  private static Uni<SdkKey> written(
      SdkKeyEntity entity,
      @Nullable SdkKey before,
      String action,
      String actor,
      String reason,
      Work work) {
    // The flush gives the entity its next version.
    return work.session()
        .flush()
        .chain(() -> {
          var after = entity.toDomain();
          var change =
              new AuditLog.Change(
                  work.now(),
                  actor,
                  AuditSubject.SDK_KEY,
                  entity.id,
                  entity.version,
                  action,
                  reason,
                  before,
                  after);
          return work.changed(change).replaceWith(after);
        });
  }

  private static Uni<SdkKeyEntity> find(Mutiny.Session session, String id) {
    return session.find(SdkKeyEntity.class, id).map(found -> require(found, id));
  }

  private static SdkKeyEntity require(@Nullable SdkKeyEntity found, String id) {
    if (found == null) {
      throw new Failure.NotFound("SDK key", id);
    }
    return found;
  }

  private static void refuseEnded(SdkKeyEntity found, Work work) {
    if (found.isRevoked()) {
      throw new Failure.Refused("the SDK key '%s' was revoked: make another".formatted(found.id));
    }
    if (found.isExpired(work.now())) {
      throw new Failure.Refused("the SDK key '%s' has expired: make another".formatted(found.id));
    }
  }

  /** A key, and the secret that is shown this once. */
  record Issued(SdkKey key, Secret secret) {}
}
