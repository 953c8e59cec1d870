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
  private final Evaluator evaluator;
  private final Clock clock;

  @Inject
  ResultsReader(Definitions definitions, Statistics statistics, Evaluator evaluator, Clock clock) {
    this.definitions = definitions;
    this.statistics = statistics;
    this.evaluator = evaluator;
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
        .get(study.key().value(), isOver(study))
        .map(Observations::parse)
        // Up to 50 metrics × 11 treatments, and looks are read from the database.
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(observations -> evaluator.evaluate(study, observations));
  }

  /** Segments and days are not even asked for before they may be shown. */
  private boolean isOver(Study study) {
    return study.verdictTime().filter(due -> !clock.instant().isBefore(due)).isPresent();
  }
}
