package plumbline.analysis.guardrail;

import java.time.Instant;
import java.util.Optional;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.Figures;
import plumbline.proto.assignment.v1.ExperimentState;

/**
 * Why enrolment is over, if it is: by the plan, never by what was seen. It ends at the later of the
 * planned end and the planned units in every variant, and at the latest possible end in any case.
 */
final class EnrolmentEnd {
  private EnrolmentEnd() {}

  /** The reason, for people; empty while units are still to be enrolled. */
  static Optional<String> reason(Study study, Observations observations, Instant now) {
    if (study.state() != ExperimentState.EXPERIMENT_STATE_RUNNING) {
      return Optional.empty();
    }
    // Nobody has stopped it, so what ends enrolment by itself is the maximum duration.
    if (study.life().enrolmentEnd().filter(end -> !now.isBefore(end)).isPresent()) {
      return Optional.of("The longest duration that the plan allows is over.");
    }
    var planned = study.plan().unitsPerVariant();
    return isDurationOver(study, now) && planned > 0 && fewest(study, observations) >= planned
        ? Optional.of(
            ("The planned duration is over, and every variant has its planned %s units: the fewest"
                    + " are %s.")
                .formatted(Figures.count(planned), Figures.count(fewest(study, observations))))
        : Optional.empty();
  }

  private static boolean isDurationOver(Study study, Instant now) {
    return study.life().started().isPresent()
        && study
            .plan()
            .duration()
            .filter(planned -> !now.isBefore(study.life().started().get().plus(planned)))
            .isPresent();
  }

  private static long fewest(Study study, Observations observations) {
    return study.variants().stream()
        .mapToLong(variant -> observations.of(variant.key()).counts().analysed())
        .min()
        .orElse(0);
  }
}
