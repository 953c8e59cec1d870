package plumbline.analysis.results;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Study;
import plumbline.proto.assignment.v1.Design;

/** Evaluates an experiment as of now. A look that is due is kept before anybody sees it. */
@ApplicationScoped
public class Evaluator {
  private final LookStore looks;
  private final Clock clock;

  @Inject
  public Evaluator(LookStore looks, Clock clock) {
    this.looks = looks;
    this.clock = clock;
  }

  /**
   * The results. It blocks where the design has looks.
   *
   * @throws plumbline.kit.failure.Failure.Unavailable if the statistics belong to another version
   *     of the definition, or the looks are not at hand
   */
  public Results evaluate(Study study, Observations observations) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (study.plan().design() != Design.DESIGN_GROUP_SEQUENTIAL) {
      return Evaluation.of(study, observations, now);
    }
    var results = Evaluation.of(study, observations, looks.of(study.key()), now);
    if (results.due().isEmpty()) {
      return results;
    }
    var reply = ResultsReplies.results(results).toByteString();
    var kept = looks.add(study.key(), results.due().get().taken(now, reply));
    // Whoever was first took the look; what it saw then is what counts.
    return kept ? results : Evaluation.of(study, observations, looks.of(study.key()), now);
  }
}
