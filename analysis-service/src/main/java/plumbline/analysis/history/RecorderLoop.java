package plumbline.analysis.history;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import plumbline.analysis.definitions.KnownExperiments;
import plumbline.analysis.lead.Leadership;
import plumbline.analysis.results.ResultsReader;
import plumbline.analysis.study.Studies;
import plumbline.kit.background.Background;
import plumbline.kit.background.BackgroundWork;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;

/** Takes down where every experiment has got to that is not decided, while this replica leads. */
@ApplicationScoped
class RecorderLoop implements BackgroundWork {
  private static final Logger LOG = Logger.getLogger(RecorderLoop.class);
  private static final Duration THINNING = Duration.ofHours(1);
  private static final Set<ExperimentState> GOING_ON =
      Set.of(
          ExperimentState.EXPERIMENT_STATE_RUNNING,
          ExperimentState.EXPERIMENT_STATE_STOPPED,
          ExperimentState.EXPERIMENT_STATE_HALTED);

  private final Leadership leadership;
  private final KnownExperiments experiments;
  private final ResultsReader reader;
  private final Recorder recorder;
  private final AgroalDataSource database;
  private final HistoryConfig config;
  private final List<Background> threads = new ArrayList<>();
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  @Inject
  RecorderLoop(
      Leadership leadership,
      KnownExperiments experiments,
      ResultsReader reader,
      Recorder recorder,
      AgroalDataSource database,
      HistoryConfig config) {
    this.leadership = leadership;
    this.experiments = experiments;
    this.reader = reader;
    this.recorder = recorder;
    this.database = database;
    this.config = config;
  }

  @Override
  public void start() {
    threads.add(Background.every("recorder", config.look(), this::recordAll));
    threads.add(Background.every("thinning", THINNING, this::thin));
  }

  void stop(@Observes ShutdownEvent event) {
    threads.forEach(Background::close);
  }

  private void recordAll() throws SQLException {
    if (!leadership.isLeader()) {
      return;
    }
    for (var experiment : goingOn()) {
      recordOne(experiment);
    }
  }

  private List<Experiment> goingOn() throws SQLException {
    try (var connection = database.getConnection()) {
      return experiments.in(connection, GOING_ON);
    }
  }

  /** One that fails leaves the others alone. */
  private void recordOne(Experiment experiment) {
    var key = experiment.getKey();
    try {
      var study = Studies.parse(experiment);
      recorder.record(study, reader.observe(study).await().atMost(config.patience()));
      failing.remove(key);
    } catch (SQLException | RuntimeException e) {
      if (failing.add(key)) {
        LOG.warnf("experiment '%s' is not taken down now: %s", key, e.getMessage());
      }
    }
  }

  private void thin() throws SQLException {
    if (leadership.isLeader()) {
      recorder.thin();
    }
  }
}
