package plumbline.engine.reference;

import java.util.List;
import java.util.Optional;
import plumbline.engine.fold.Aggregate;
import plumbline.engine.fold.FoldPlan;
import plumbline.engine.fold.Layout;
import plumbline.engine.fold.UnitFold;
import plumbline.engine.fold.UnitState;
import plumbline.engine.statistics.CupedMoments;
import plumbline.engine.statistics.RatioCupedMoments;

/** A log as a plan folds it: its enrolled users. */
record FoldedLog(FoldPlan plan, Layout layout, List<UnitState> users) {

  static FoldedLog of(FoldPlan plan, EventRows log) {
    List<UnitState> users =
        log.byUser().values().stream()
            .map(events -> UnitFold.fold(plan, events))
            .flatMap(Optional::stream)
            .toList();
    return new FoldedLog(plan, new Layout(plan), users);
  }

  long crossedOver() {
    return users.stream().filter(user -> user.crossedOver() && !user.excluded()).count();
  }

  long analysed(int variant) {
    return arm(variant).analysed();
  }

  CupedMoments moments(int variant, int metric) {
    Aggregate arm = arm(variant);
    return CupedMoments.of(arm.analysed(), layout.metric(arm, metric));
  }

  RatioCupedMoments ratio(int variant, int metric) {
    Aggregate arm = arm(variant);
    return RatioCupedMoments.of(arm.analysed(), layout.metric(arm, metric));
  }

  /** One amount of each analysed user. */
  double[] values(int amount, double scale) {
    return users.stream()
        .filter(user -> user.analysed(plan))
        .mapToDouble(user -> user.amounts().get(amount).doubleValue() * scale)
        .toArray();
  }

  private Aggregate arm(int variant) {
    return users.stream()
        .filter(user -> user.variant() == variant)
        .map(user -> Aggregate.of(plan, layout, user))
        .reduce(Aggregate.empty(layout), Aggregate::plus);
  }
}
