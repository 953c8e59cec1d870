package plumbline.analysis.aa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import plumbline.analysis.definitions.KnownExperiments;
import plumbline.analysis.neighbour.Statistics;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Studies;
import plumbline.analysis.study.Study;
import plumbline.engine.aa.Population;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.ExperimentState;

/** Finds an experiment whose units can be split. */
@ApplicationScoped
class AaCandidates {
  private static final Set<ExperimentState> STATES =
      Set.of(
          ExperimentState.EXPERIMENT_STATE_RUNNING,
          ExperimentState.EXPERIMENT_STATE_STOPPED,
          ExperimentState.EXPERIMENT_STATE_DECIDED);

  /** Experiments that are asked for their units at most. */
  private static final int ASKED = 5;

  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final KnownExperiments experiments;
  private final Statistics statistics;

  @Inject
  AaCandidates(KnownExperiments experiments, Statistics statistics) {
    this.experiments = experiments;
    this.statistics = statistics;
  }

  /** The newest that has enough units in control; not on the event loop. */
  Optional<Study> newest(Connection connection) throws SQLException {
    return experiments.in(connection, STATES).stream()
        .map(Studies::parse)
        .filter(study -> study.isStarted() && metric(study).isPresent())
        .sorted(Comparator.comparing((Study it) -> it.life().started().orElseThrow()).reversed())
        .limit(ASKED)
        .filter(study -> controlUnits(study) >= Population.LEAST_UNITS)
        .findFirst();
  }

  /** The metric to split: the primary one, if it can be. */
  static Optional<StudiedMetric> metric(Study study) {
    return study
        .primary()
        .filter(ReplayedMetric::isReplayable)
        .or(() -> study.metrics().stream().filter(ReplayedMetric::isReplayable).findFirst());
  }

  private long controlUnits(Study study) {
    try {
      var counted = statistics.get(study.key().value()).await().atMost(ANSWER);
      return Observations.parse(counted).of(study.control().key()).counts().analysed();
    } catch (Failure e) {
      return 0;
    }
  }
}
