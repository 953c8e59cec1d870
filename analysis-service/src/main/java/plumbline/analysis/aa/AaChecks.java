package plumbline.analysis.aa;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import plumbline.analysis.neighbour.Definitions;
import plumbline.analysis.study.Studies;
import plumbline.analysis.study.Study;
import plumbline.kit.database.Reads;
import plumbline.kit.database.Writes;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.identity.Principal;
import plumbline.kit.paging.Paging;
import plumbline.proto.analysis.v1.AaCheck;
import plumbline.proto.analysis.v1.AaVerdict;
import plumbline.proto.analysis.v1.GetAaCheckRequest;
import plumbline.proto.analysis.v1.GetAaCheckResponse;
import plumbline.proto.analysis.v1.ListAaChecksRequest;
import plumbline.proto.analysis.v1.ListAaChecksResponse;
import plumbline.proto.analysis.v1.RunAaCheckRequest;
import plumbline.proto.analysis.v1.RunAaCheckResponse;

/** Takes orders for checks and shows what became of them. */
@ApplicationScoped
public class AaChecks {
  /** Who asked where nobody did. */
  private static final String SCHEDULE = "plumbline";

  private static final String ID = "[1-9][0-9]{0,17}";

  private final Definitions definitions;
  private final Reads reads;
  private final Writes writes;
  private final AaConfig config;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  @Inject
  AaChecks(Definitions definitions, Reads reads, Writes writes, AaConfig config, Clock clock) {
    this.definitions = definitions;
    this.reads = reads;
    this.writes = writes;
    this.config = config;
    this.clock = clock;
  }

  /** Orders a check; it is under way once the order is on disk. */
  public Uni<RunAaCheckResponse> run(RunAaCheckRequest request, Principal author) {
    var query = AaQuery.parse(request);
    return definitions
        .get(query.experiment().value())
        .map(Studies::parse)
        .map(study -> begun(study, query, author.name()))
        .flatMap(check -> writes.write(connection -> add(connection, check)))
        .map(check -> RunAaCheckResponse.newBuilder().setCheck(check).build());
  }

  private static AaCheck add(Connection connection, AaCheck check) throws SQLException {
    return AaTable.add(connection, check, false)
        .orElseThrow(() ->
            new Failure.Stale(
                "a check of experiment '%s' is under way".formatted(check.getExperiment())));
  }

  /** Orders one where nobody did, unless another one of that experiment is under way. */
  void schedule(Connection connection, Study study, String metric) throws SQLException {
    var check = begun(study, AaQuery.usual(study.key(), metric), SCHEDULE);
    AaTable.add(connection, check, true);
  }

  private AaCheck begun(Study study, AaQuery query, String author) {
    return AaCheck.newBuilder()
        .setExperiment(study.key().value())
        .setMetric(ReplayedMetric.of(study, query).key())
        .setPrePeriod(query.prePeriod())
        .setSplits(query.splits())
        .setSeed(query.seed() == 0 ? random.nextLong(1, AaQuery.MAX_SEED) : query.seed())
        .setAuthor(author)
        .setCreateTime(AaTimes.timestamp(clock.instant()))
        .setVerdict(AaVerdict.AA_VERDICT_RUNNING)
        .build();
  }

  public Uni<GetAaCheckResponse> get(GetAaCheckRequest request) {
    var violations = new Violations();
    violations.check(request.getId().matches(ID), "id", "must be a check's id, a number from 1");
    violations.throwIfAny();
    return reads
        .read(connection -> AaTable.find(connection, Long.parseLong(request.getId())))
        .map(found -> found.orElseThrow(() -> new Failure.NotFound("A/A check", request.getId())))
        .map(check -> GetAaCheckResponse.newBuilder().setCheck(check).build());
  }

  public Uni<ListAaChecksResponse> list(ListAaChecksRequest request) {
    var violations = new Violations();
    var size = Paging.size(violations, request.getPageSize());
    var below = Paging.below(violations, request.getPageToken());
    violations.throwIfAny();
    return reads.read(connection -> list(connection, request.getExperiment(), below, size));
  }

  private ListAaChecksResponse list(Connection connection, String experiment, long below, int size)
      throws SQLException {
    var checks = AaTable.page(connection, experiment, below, size);
    var times = AaTimes.read(connection);
    var reply = ListAaChecksResponse.newBuilder().addAllChecks(checks);
    times.lastSaid().ifPresent(it -> reply.setLastCompleteTime(AaTimes.timestamp(it)));
    if (checks.size() == size) {
      reply.setNextPageToken(checks.getLast().getId());
    }
    return reply.setOverdue(times.isOverdue(config.every(), clock.instant())).build();
  }
}
