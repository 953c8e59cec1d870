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
import plumbline.kit.failure.Failure;

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

  /**
   * The same twice: as anybody may see it, and with nothing withheld.
   *
   * @throws Failure.Refused if it has not started
   */
  public Uni<Seen> peek(ExperimentKey key) {
    return definitions.get(key.value()).map(Studies::parse).flatMap(this::peek);
  }

  private Uni<Seen> peek(Study study) {
    if (!study.isStarted()) {
      throw new Failure.Refused(
          "experiment '%s' has not started, so there is nothing to see".formatted(study.key()));
    }
    return observe(study)
        .map(it ->
            new Seen(evaluator.evaluate(study, it), Evaluation.peek(study, it, clock.instant())));
  }

  private Uni<Results> evaluate(Study study) {
    return study.isStarted()
        ? observe(study).map(observations -> evaluator.evaluate(study, observations))
        : Uni.createFrom().item(() -> Evaluation.notStarted(study, clock.instant()));
  }

  /** What was counted of a started experiment, on a thread that may wait. */
  public Uni<Observations> observe(Study study) {
    return statistics
        .get(study.key().value(), isOver(study))
        .map(Observations::parse)
        // Up to 50 metrics × 11 treatments, and looks are read from the database.
        .emitOn(Infrastructure.getDefaultWorkerPool());
  }

  /** Results as anybody may see them, and with nothing withheld. */
  public record Seen(Results usual, Results open) {}

  /** Segments and days are not even asked for before they may be shown. */
  private boolean isOver(Study study) {
    return study.verdictTime().filter(due -> !clock.instant().isBefore(due)).isPresent();
  }
}
