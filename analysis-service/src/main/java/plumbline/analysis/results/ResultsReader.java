package plumbline.analysis.results;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import plumbline.analysis.neighbour.Definitions;
import plumbline.analysis.neighbour.Statistics;
import plumbline.analysis.study.ExperimentKey;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Studies;
import plumbline.analysis.study.Study;

/** An experiment's results as of now: what the neighbours say, evaluated. */
@ApplicationScoped
public class ResultsReader {
  private final Definitions definitions;
  private final Statistics statistics;
  private final Clock clock;

  @Inject
  ResultsReader(Definitions definitions, Statistics statistics, Clock clock) {
    this.definitions = definitions;
    this.statistics = statistics;
    this.clock = clock;
  }

  /** Fails with a {@link plumbline.kit.failure.Failure} where there is no answer. */
  public Uni<Results> read(ExperimentKey key) {
    return definitions.get(key.value()).map(Studies::parse).flatMap(this::evaluate);
  }

  private Uni<Results> evaluate(Study study) {
    if (!study.isStarted()) {
      return Uni.createFrom().item(() -> Evaluation.notStarted(study, clock.instant()));
    }
    return statistics
        .get(study.key().value())
        .map(Observations::parse)
        // Up to 50 metrics × 11 treatments: not on the event loop.
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(observations -> Evaluation.of(study, observations, clock.instant()));
  }
}
