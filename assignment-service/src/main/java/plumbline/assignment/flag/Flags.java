package plumbline.assignment.flag;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import plumbline.kit.database.DatabaseFailures;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.FlagStatus;
import plumbline.proto.assignment.v1.ListFlagsResponse;

/** Finds flags, with their use. */
@ApplicationScoped
class Flags {
  private static final String FOUND =
      "select f, s from FlagEntity f join FlagStandingEntity s on s.flag = f.key where ";

  private final FlagConfig config;
  private final Clock clock;

  @Inject
  Flags(FlagConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** The flag; {@link Failure.NotFound} if there is none. */
  Uni<FlagStatus> get(String key) {
    var staleness = staleness();
    return read(session ->
            session
                .createSelectionQuery(FOUND + "f.key = ?1", Object[].class)
                .setParameter(1, key)
                .getResultList())
        .map(found -> {
          if (found.isEmpty()) {
            throw new Failure.NotFound("flag", key);
          }
          return staleness.status(FoundFlag.of(found.getFirst()));
        });
  }

  /** A page, and the token of the next one where there is more. */
  Uni<ListFlagsResponse> list(FlagQuery query) {
    var staleness = staleness();
    return read(session -> find(session, query, staleness))
        .map(found -> query.render(found, staleness::status));
  }

  static FlagEntity require(@Nullable FlagEntity found, String key) {
    if (found == null) {
      throw new Failure.NotFound("flag", key);
    }
    return found;
  }

  private static Uni<List<FoundFlag>> find(
      Mutiny.Session session, FlagQuery wanted, Staleness staleness) {
    var where = new StringBuilder("f.key > :after");
    Map<String, Object> parameters = new HashMap<>(Map.of("after", wanted.after()));
    where.append(" and f.archiveTime is ").append(wanted.archived() ? "not null" : "null");
    if (!wanted.owner().isEmpty()) {
      where.append(" and f.owner = :owner");
      parameters.put("owner", wanted.owner());
    }
    if (wanted.stale()) {
      where.append(" and ").append(Staleness.CONDITION);
      parameters.put("longAgo", staleness.longAgo());
    }
    var query = session.createSelectionQuery(FOUND + where + " order by f.key", Object[].class);
    parameters.forEach(query::setParameter);
    return query
        .setMaxResults(wanted.size() + 1)
        .getResultList()
        .map(rows -> rows.stream().map(FoundFlag::of).toList());
  }

  private Staleness staleness() {
    return Staleness.at(clock.instant(), config.staleAfter());
  }

  private static <T> Uni<T> read(Function<Mutiny.Session, Uni<T>> query) {
    return Panache.withSession(() -> Panache.getSession().chain(query::apply))
        .onFailure()
        .transform(DatabaseFailures::translate);
  }
}
