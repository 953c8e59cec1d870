package plumbline.tracking.backfill;

import com.google.protobuf.Timestamp;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;
import plumbline.kit.database.Reads;
import plumbline.kit.database.Writes;
import plumbline.kit.failure.Failure;
import plumbline.kit.identity.Principal;
import plumbline.proto.tracking.v1.Backfill;
import plumbline.proto.tracking.v1.CreateBackfillRequest;
import plumbline.proto.tracking.v1.CreateBackfillResponse;
import plumbline.proto.tracking.v1.DeleteBackfillRequest;
import plumbline.proto.tracking.v1.DeleteBackfillResponse;
import plumbline.proto.tracking.v1.ListBackfillsRequest;
import plumbline.proto.tracking.v1.ListBackfillsResponse;
import plumbline.tracking.fold.FoldSignal;

/** What an experiment folds beside what was registered. */
@ApplicationScoped
public class Backfills {
  private static final Logger LOG = Logger.getLogger(Backfills.class);
  private static final int MOST = 20;

  private final Reads reads;
  private final Writes writes;
  private final FoldSignal signal;
  private final Clock clock;

  @Inject
  Backfills(Reads reads, Writes writes, FoldSignal signal, Clock clock) {
    this.reads = reads;
    this.writes = writes;
    this.signal = signal;
    this.clock = clock;
  }

  /**
   * Keeps one, from when on it is folded; asked again for the same, answers what is kept.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  public Uni<CreateBackfillResponse> create(CreateBackfillRequest request, Principal author) {
    var query = BackfillQuery.parse(request);
    return writes
        .write(connection -> create(connection, query, author))
        .invoke(signal::workArrived)
        .map(it -> CreateBackfillResponse.newBuilder().setBackfill(it).build());
  }

  private Backfill create(Connection connection, BackfillQuery query, Principal author)
      throws SQLException {
    var table = new BackfillTable(connection);
    var experiment = query.experiment();
    var owner =
        table.lock(experiment).orElseThrow(() -> new Failure.NotFound("experiment", experiment));
    var others = table.list(experiment);
    for (var other : others) {
      if (other.getKey().equals(query.asked().getKey())) {
        return requireSame(other, query.asked());
      }
    }
    BackfillRules.require(owner, query.asked());
    if (others.size() >= MOST) {
      throw new Failure.Refused(
          "'%s' has %d backfills, the most that there may be: delete one that nobody needs any more"
              .formatted(experiment, MOST));
    }
    var backfill = signed(query.asked(), author, owner.definition().getVersion());
    table.insert(experiment, backfill);
    LOG.infof("%s asked for backfill '%s/%s'", author.name(), experiment, backfill.getKey());
    return backfill;
  }

  private static Backfill requireSame(Backfill kept, Backfill asked) {
    if (!kept.getMetric().equals(asked.getMetric())
        || !kept.getSegment().equals(asked.getSegment())) {
      throw new Failure.AlreadyExists(
          "backfill '%s' is there, and of something else".formatted(kept.getKey()));
    }
    return kept;
  }

  private Backfill signed(Backfill asked, Principal author, long version) {
    var now = clock.instant();
    return asked.toBuilder()
        .setAuthor(author.name())
        .setCreateTime(
            Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
        .setDefinitionVersion(version)
        .build();
  }

  /**
   * An experiment's.
   *
   * @throws Failure.Invalid if none is named
   */
  public Uni<ListBackfillsResponse> list(ListBackfillsRequest request) {
    var experiment = BackfillQuery.experiment(request.getExperiment());
    return reads
        .read(connection -> list(connection, experiment))
        .map(it -> ListBackfillsResponse.newBuilder().addAllBackfills(it).build());
  }

  private static List<Backfill> list(Connection connection, String experiment) throws SQLException {
    var table = new BackfillTable(connection);
    if (!table.isKnown(experiment)) {
      throw new Failure.NotFound("experiment", experiment);
    }
    return table.list(experiment);
  }

  /**
   * Takes one away, with its statistics.
   *
   * @throws Failure.Invalid if no experiment is named
   */
  public Uni<DeleteBackfillResponse> delete(DeleteBackfillRequest request, Principal who) {
    var experiment = BackfillQuery.experiment(request.getExperiment());
    return writes
        .write(connection -> {
          if (!new BackfillTable(connection).delete(experiment, request.getKey())) {
            throw new Failure.NotFound("backfill", experiment + "/" + request.getKey());
          }
          return DeleteBackfillResponse.getDefaultInstance();
        })
        .invoke(() ->
            LOG.infof("%s deleted backfill '%s/%s'", who.name(), experiment, request.getKey()));
  }
}
