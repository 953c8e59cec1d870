package plumbline.analysis.guardrail;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import plumbline.analysis.alarm.Alarm;
import plumbline.analysis.alarm.Alarms;
import plumbline.analysis.alarm.Alarms.Changes;
import plumbline.analysis.alarm.Alarms.Scope;
import plumbline.analysis.definitions.KnownExperiments;
import plumbline.analysis.guardrail.Judgement.Kept;
import plumbline.analysis.lead.Leadership;
import plumbline.kit.database.Reads;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;

/** What is on record of the watch. The leader alone writes; what it writes is one transaction. */
@ApplicationScoped
class Records {
  private static final Set<ExperimentState> WATCHED =
      Set.of(ExperimentState.EXPERIMENT_STATE_RUNNING, ExperimentState.EXPERIMENT_STATE_STOPPED);

  private final AgroalDataSource database;
  private final Leadership leadership;
  private final KnownExperiments experiments;
  private final Alarms alarms;

  @Inject
  Records(
      AgroalDataSource database,
      Leadership leadership,
      KnownExperiments experiments,
      Alarms alarms) {
    this.database = database;
    this.leadership = leadership;
    this.experiments = experiments;
    this.alarms = alarms;
  }

  /** Experiments that may have to be seen to: those that nothing halts are RUNNING or STOPPED. */
  List<Experiment> experiments() throws SQLException {
    return read(connection -> {
      var toBeHalted = IntentTable.experiments(connection);
      return experiments.in(connection, WATCHED).stream()
          .filter(it -> !toBeHalted.contains(it.getKey()))
          .toList();
    });
  }

  Kept kept(String experiment) throws SQLException {
    return read(connection ->
        new Kept(
            LookTable.taken(connection, experiment),
            alarms.of(connection, new Scope(experiment, ""))));
  }

  List<Alarm> platform() throws SQLException {
    return read(connection -> alarms.of(connection, Scope.PLATFORM));
  }

  Optional<Progress> progress(String experiment) throws SQLException {
    return read(connection -> Progress.of(connection, experiment));
  }

  List<HaltIntent> openHalts() throws SQLException {
    return read(IntentTable::open);
  }

  /** What is written of an experiment at once; answers whether it was, by a leader. */
  boolean save(long term, Judgement judgement, Changes changes, Optional<Progress> progress)
      throws SQLException {
    var experiment = changes.scope().experiment();
    return leadership
        .write(
            term,
            connection -> {
              if (judgement.look().isPresent()) {
                LookTable.add(connection, experiment, judgement.look().get());
              }
              if (judgement.intent().isPresent()) {
                IntentTable.add(connection, judgement.intent().get());
              }
              if (progress.isPresent()) {
                progress.get().save(connection, experiment);
              }
              alarms.save(connection, changes);
              return true;
            })
        .isPresent();
  }

  void savePlatform(long term, Changes changes) throws SQLException {
    leadership.write(
        term,
        connection -> {
          alarms.save(connection, changes);
          return true;
        });
  }

  /** Ends an intent, and tells of it; answers whether it was open until now. */
  boolean endHalt(long term, HaltIntent intent, Instant now, String outcome, Changes changes)
      throws SQLException {
    return leadership
        .write(
            term,
            connection -> {
              var ended = IntentTable.end(connection, intent.experiment(), now, outcome);
              if (ended) {
                alarms.save(connection, changes);
              }
              return ended;
            })
        .orElse(false);
  }

  private <T> T read(Reads.Query<T> query) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(true);
      return query.of(connection);
    }
  }
}
