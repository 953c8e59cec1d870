package plumbline.analysis.results;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import plumbline.analysis.results.Results.VariantCount;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.Figures;

/**
 * Whether enrolment ended before the planned duration and without the planned units. Then what was
 * seen may be why it ended, and a test that assumes a fixed end says more than the data do.
 */
final class EarlyEnd {
  private EarlyEnd() {}

  /** What was not fulfilled, in plain words; empty where the plan was, or says nothing. */
  static Optional<String> of(Study study, List<VariantCount> counts) {
    var planned = study.plan().unitsPerVariant();
    var lacking = counts.stream().filter(count -> count.analysed() < planned).findFirst();
    if (lacking.isEmpty() || !endedBefore(study)) {
      return Optional.empty();
    }
    return Optional.of(
        ("Enrolment ended before the planned duration, and %s has %s of the planned %s units: what"
                + " was seen by then may be why it ended, so it is no evidence for either side.")
            .formatted(
                lacking.get().variant().key(),
                Figures.count(lacking.get().analysed()),
                Figures.count(planned)));
  }

  private static boolean endedBefore(Study study) {
    var life = study.life();
    return life.started().isPresent()
        && life.enrolmentEnd().isPresent()
        && study
            .plan()
            .duration()
            .filter(planned ->
                Duration.between(life.started().get(), life.enrolmentEnd().get()).compareTo(planned)
                    < 0)
            .isPresent();
  }
}
