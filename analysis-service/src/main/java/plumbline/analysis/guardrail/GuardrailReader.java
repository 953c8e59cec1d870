package plumbline.analysis.guardrail;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import plumbline.analysis.alarm.Alarm;
import plumbline.analysis.alarm.Alarms;
import plumbline.analysis.alarm.Alarms.Scope;
import plumbline.analysis.definitions.KnownExperiments;
import plumbline.analysis.study.ExperimentKey;
import plumbline.analysis.study.Studies;
import plumbline.kit.database.Reads;
import plumbline.kit.failure.Failure;
import plumbline.proto.analysis.v1.GetGuardrailsRequest;
import plumbline.proto.analysis.v1.GetGuardrailsResponse;

/** What is on record, whichever replica leads. */
@ApplicationScoped
public class GuardrailReader {
  private final Reads reads;
  private final KnownExperiments experiments;
  private final Alarms alarms;
  private final WatchRules rules;
  private final Clock clock;

  @Inject
  GuardrailReader(
      Reads reads, KnownExperiments experiments, Alarms alarms, WatchRules rules, Clock clock) {
    this.reads = reads;
    this.experiments = experiments;
    this.alarms = alarms;
    this.rules = rules;
    this.clock = clock;
  }

  /** Fails with NotFound, or Unavailable without a database. */
  public Uni<GetGuardrailsResponse> get(GetGuardrailsRequest request) {
    return read(new ExperimentKey(request.getExperiment())).map(GuardrailReplies::render);
  }

  private Uni<GuardrailReport> read(ExperimentKey key) {
    return reads.read(connection -> report(connection, key.value()));
  }

  private GuardrailReport report(Connection connection, String key) throws SQLException {
    var experiment =
        experiments
            .find(connection, key)
            .orElseThrow(() -> new Failure.NotFound("experiment", key));
    return new GuardrailReport(
        Watched.of(Studies.parse(experiment)),
        LookTable.all(connection, key),
        alarms(connection, key),
        IntentTable.of(connection, key),
        clock.instant().minus(rules.lateness()));
  }

  private List<Alarm> alarms(Connection connection, String key) throws SQLException {
    return Stream.concat(
            alarms.of(connection, new Scope(key, "")).stream(),
            alarms.of(connection, Scope.PLATFORM).stream())
        .toList();
  }
}
