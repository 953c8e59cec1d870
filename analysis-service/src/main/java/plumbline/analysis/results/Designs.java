package plumbline.analysis.results;

import java.util.function.Function;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.Design;
import plumbline.engine.sequential.GroupSequentialDesign;
import plumbline.engine.sequential.GroupSequentialMonitor;
import plumbline.engine.sequential.Look;

/** The design that each comparison is judged by. What it needs was frozen with the plan. */
record Designs(Study study, Stage stage, Basis basis, Looks looks) {

  /** A metric's, by treatment. */
  Function<String, Design> of(StudiedMetric metric) {
    return switch (stage) {
      case Stage.AtLook at -> treatment -> atLook(metric, treatment, at);
      case Stage.AnyTime _, Stage.End _ when isWatched(study) ->
          treatment -> new Design.AlwaysValid(study.sequence(treatment));
      case Stage.AnyTime _, Stage.End _, Stage.Peeked _, Stage.Closed _, Stage.Between _ ->
          _ -> new Design.FixedHorizon();
    };
  }

  /** Whether the design is always valid, and was planned well enough to be. */
  static boolean isWatched(Study study) {
    return switch (study.plan().design()) {
      case DESIGN_ALWAYS_VALID -> study.plan().unitsPerVariant() > 0;
      case DESIGN_FIXED_HORIZON, DESIGN_GROUP_SEQUENTIAL, DESIGN_UNSPECIFIED, UNRECOGNIZED -> false;
    };
  }

  private Design atLook(StudiedMetric metric, String treatment, Stage.AtLook at) {
    var design = GroupSequentialDesign.usual(study.plan().alpha());
    return new Design.GroupSequential(
        new GroupSequentialMonitor(design, most(metric, treatment, at)),
        looks.of(metric.key(), treatment),
        at.last());
  }

  /**
   * The planned information: of the primary metric by the plan. For others nothing is planned; they
   * spend what the primary does, so it is such that their first look had the primary's fraction.
   */
  private double most(StudiedMetric metric, String treatment, Stage.AtLook at) {
    var planned = new PlannedLooks(study);
    var most = planned.most(treatment);
    if (metric.isPrimary() && most.isPresent()) {
      return most.getAsDouble();
    }
    for (var look : looks.taken()) {
      var own = look.sight(metric.key(), treatment);
      if (own.isPresent()) {
        return own.get().look().information() / fraction(look, treatment);
      }
    }
    var now = PlannedLooks.information(basis, metric, treatment);
    var reached = planned.fraction(basis, treatment).orElse(at.fraction());
    return now > 0 && reached > 0 ? now / reached : 1.0;
  }

  private double fraction(Looks.Taken look, String treatment) {
    var most = new PlannedLooks(study).most(treatment);
    var primary =
        study
            .primary()
            .flatMap(it -> look.sight(it.key(), treatment))
            .map(Looks.Sight::look)
            .map(Look::information);
    return most.isPresent() && primary.isPresent()
        ? primary.get() / most.getAsDouble()
        : look.fraction();
  }
}
