package plumbline.analysis.results;

import java.time.Instant;
import java.util.Optional;
import plumbline.analysis.results.Results.Withheld;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Study;

/** From design and data to what may be shown. */
final class Stages {
  private final Study study;
  private final Observations observations;
  private final Looks looks;
  private final boolean blocked;
  private final Optional<Withheld> withheld;

  private Stages(
      Study study, Observations observations, Looks looks, boolean blocked, Instant now) {
    this.study = study;
    this.observations = observations;
    this.looks = looks;
    this.blocked = blocked;
    this.withheld = Horizon.withhold(study, observations.completeUpTo(), now);
  }

  /**
   * The stage.
   *
   * @param blocked whether something is in the way of a verdict
   */
  static Stage of(
      Study study, Observations observations, Looks looks, boolean blocked, Instant now) {
    return new Stages(study, observations, looks, blocked, now).stage();
  }

  private Stage stage() {
    return switch (study.plan().design()) {
      case DESIGN_ALWAYS_VALID ->
          withheld.isEmpty() ? new Stage.End() : isWatched() ? new Stage.AnyTime() : closed();
      case DESIGN_GROUP_SEQUENTIAL -> ofLooks();
      case DESIGN_FIXED_HORIZON, DESIGN_UNSPECIFIED, UNRECOGNIZED ->
          withheld.isEmpty() ? new Stage.End() : closed();
    };
  }

  /** Without planned units nothing is frozen that intervals could be computed by before the end. */
  private boolean isWatched() {
    return Designs.isWatched(study);
  }

  private Stage ofLooks() {
    if (looks.areOver()) {
      return between();
    }
    var plan = new PlannedLooks(study);
    var number = looks.taken().size() + 1;
    if (withheld.isEmpty()) {
      var least = plan.least(new Basis(study, observations, true)).orElse(1.0);
      return new Stage.AtLook(number, least > 0 ? least : 1.0, true, true, !blocked);
    }
    var fraction = plan.least(new Basis(study, observations, false)).orElse(0.0);
    return !blocked && plan.isDue(looks, fraction)
        ? new Stage.AtLook(number, fraction, fraction >= 1.0, false, true)
        : between();
  }

  private Stage between() {
    return looks.last().<Stage>map(Stage.Between::new).orElseGet(this::closed);
  }

  private Stage closed() {
    var why = withheld.orElseThrow();
    return new Stage.Closed(
        new PlannedLooks(study)
            .next(looks)
            .map(next ->
                new Withheld(
                    "The plan is a few looks, as looking more often makes chance look like an"
                        + " effect; nothing is shown before the first. "
                        + next.sentence(),
                    Optional.empty()))
            .orElse(why));
  }
}
