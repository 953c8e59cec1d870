package plumbline.tracking.rebuild;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import org.jboss.logging.Logger;
import plumbline.kit.database.Reads;
import plumbline.kit.database.Writes;
import plumbline.kit.failure.Failure;
import plumbline.kit.identity.Principal;
import plumbline.proto.tracking.v1.GetRebuildRequest;
import plumbline.proto.tracking.v1.GetRebuildResponse;
import plumbline.proto.tracking.v1.Rebuild;
import plumbline.proto.tracking.v1.RebuildStatisticsRequest;
import plumbline.proto.tracking.v1.RebuildStatisticsResponse;

/** Rebuilds, as they are asked for; {@link RebuildWorkers} do them. */
@ApplicationScoped
public class Rebuilds {
  private static final Logger LOG = Logger.getLogger(Rebuilds.class);
  private static final String SEALED = "SELECT sealed FROM known_plan WHERE plan_key = ?";

  private final Reads reads;
  private final Writes writes;
  private final Clock clock;

  @Inject
  Rebuilds(Reads reads, Writes writes, Clock clock) {
    this.reads = reads;
    this.writes = writes;
    this.clock = clock;
  }

  /**
   * Begins one, or says how far the one is that is under way.
   *
   * @throws Failure.Invalid naming all that is wrong with the request
   */
  public Uni<RebuildStatisticsResponse> request(
      RebuildStatisticsRequest request, Principal author) {
    var query = RebuildQuery.parse(request.getExperiment(), request.getBackfill());
    return writes
        .write(connection -> request(connection, query, request.getReplace(), author))
        .map(it -> RebuildStatisticsResponse.newBuilder().setRebuild(it).build());
  }

  private Rebuild request(
      Connection connection, RebuildQuery query, boolean replace, Principal author)
      throws SQLException {
    requireOpen(connection, query);
    var name = author.name();
    if (RebuildTable.begin(connection, query.plan(), clock.instant(), name, replace)) {
      LOG.infof("%s asked to rebuild '%s', to replace it: %s", name, query.plan(), replace);
    }
    return find(connection, query);
  }

  private static void requireOpen(Connection connection, RebuildQuery query) throws SQLException {
    try (var select = connection.prepareStatement(SEALED)) {
      select.setString(1, query.plan());
      try (var row = select.executeQuery()) {
        if (!row.next()) {
          throw query.backfill().isEmpty()
              ? new Failure.NotFound("started experiment", query.experiment())
              : new Failure.NotFound("backfill", query.plan());
        }
        if (row.getBoolean(1)) {
          throw new Failure.Refused(
              "'%s' was decided long ago and is sealed: its events may be gone, so nothing can be "
                  .formatted(query.experiment())
                  .concat("computed anew"));
        }
      }
    }
  }

  /**
   * How far the last one is.
   *
   * @throws Failure.Invalid naming all that is wrong with the request
   */
  public Uni<GetRebuildResponse> get(GetRebuildRequest request) {
    var query = RebuildQuery.parse(request.getExperiment(), request.getBackfill());
    return reads
        .read(connection -> find(connection, query))
        .map(it -> GetRebuildResponse.newBuilder().setRebuild(it).build());
  }

  private static Rebuild find(Connection connection, RebuildQuery query) throws SQLException {
    return RebuildTable.find(connection, query)
        .orElseThrow(() -> new Failure.NotFound("rebuild of", query.plan()));
  }
}
