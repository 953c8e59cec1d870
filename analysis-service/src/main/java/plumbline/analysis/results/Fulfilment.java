package plumbline.analysis.results;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import plumbline.analysis.results.Results.VariantCount;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.Figures;

/** Whether enrolment brought the planned units, and how it ended if it did not. */
final class Fulfilment {
  private Fulfilment() {}

  /** That a variant has fewer units than planned; empty where none has, or none are planned. */
  static Optional<String> underpowered(Study study, List<VariantCount> counts) {
    return lacking(study, counts)
        .map(it ->
            ("It is underpowered: %s has %s of the planned %s units, so the effect that is sought was"
                    + " likelier to be missed than planned.")
                .formatted(
                    it.variant().key(),
                    Figures.count(it.analysed()),
                    Figures.count(study.plan().unitsPerVariant())));
  }

  /**
   * That enrolment ended before the planned duration and without the planned units: then what was
   * seen may be why it ended, and a test that assumes a fixed end says more than the data do. Other
   * designs may end early.
   */
  static Optional<String> earlyEnd(Study study, List<VariantCount> counts) {
    return isFixed(study) && endedBefore(study)
        ? lacking(study, counts)
            .map(it ->
                ("Enrolment ended before the planned duration, and %s has %s of the planned %s units:"
                        + " what was seen by then may be why it ended, so it is no evidence for"
                        + " either side.")
                    .formatted(
                        it.variant().key(),
                        Figures.count(it.analysed()),
                        Figures.count(study.plan().unitsPerVariant())))
        : Optional.empty();
  }

  private static Optional<VariantCount> lacking(Study study, List<VariantCount> counts) {
    var planned = study.plan().unitsPerVariant();
    return counts.stream().filter(count -> count.analysed() < planned).findFirst();
  }

  private static boolean isFixed(Study study) {
    return switch (study.plan().design()) {
      case DESIGN_ALWAYS_VALID, DESIGN_GROUP_SEQUENTIAL -> false;
      case DESIGN_FIXED_HORIZON, DESIGN_UNSPECIFIED, UNRECOGNIZED -> true;
    };
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
