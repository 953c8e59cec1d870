package plumbline.analysis.results;

import java.util.Optional;
import plumbline.analysis.study.Study.Plan;
import plumbline.engine.statistics.Correction;

/**
 * The plan's correction as the engine has it. Holm's is meant where the plan says nothing, and
 * where it names one that does not hold for a design that is looked at more than once.
 *
 * @param correction empty: Dunnett's
 * @param words whose it is
 */
record PlannedCorrection(Optional<Correction> correction, String words) {
  private static final PlannedCorrection HOLM = of(Correction.HOLM, "Holm's step-down");

  static PlannedCorrection of(Plan plan) {
    var named = named(plan);
    var once =
        switch (plan.design()) {
          case DESIGN_ALWAYS_VALID, DESIGN_GROUP_SEQUENTIAL -> false;
          case DESIGN_FIXED_HORIZON, DESIGN_UNSPECIFIED, UNRECOGNIZED -> true;
        };
    var valid = named.correction.filter(Correction::isValidUnderContinuousLooking).isPresent();
    return once || valid ? named : HOLM;
  }

  /** What is said of a comparison that is one of so many. */
  String of(int comparisons) {
    if (comparisons == 1) {
      return "";
    }
    return correction.filter(Correction.NONE::equals).isPresent()
        ? "; by the plan not corrected for %d comparisons".formatted(comparisons)
        : "; corrected for %d comparisons by %s".formatted(comparisons, words);
  }

  private static PlannedCorrection named(Plan plan) {
    return switch (plan.correction()) {
      case CORRECTION_UNSPECIFIED, CORRECTION_HOLM, UNRECOGNIZED -> HOLM;
      case CORRECTION_NONE -> of(Correction.NONE, "nothing");
      case CORRECTION_BONFERRONI -> of(Correction.BONFERRONI, "Bonferroni's way");
      case CORRECTION_HOCHBERG -> of(Correction.HOCHBERG, "Hochberg's step-up");
      case CORRECTION_HOMMEL -> of(Correction.HOMMEL, "Hommel's way");
      case CORRECTION_BENJAMINI_HOCHBERG ->
          of(Correction.BENJAMINI_HOCHBERG, "Benjamini and Hochberg's false discovery rate");
      case CORRECTION_BENJAMINI_YEKUTIELI ->
          of(Correction.BENJAMINI_YEKUTIELI, "Benjamini and Yekutieli's false discovery rate");
      case CORRECTION_DUNNETT -> new PlannedCorrection(Optional.empty(), "Dunnett's way");
    };
  }

  private static PlannedCorrection of(Correction correction, String words) {
    return new PlannedCorrection(Optional.of(correction), words);
  }
}
