package plumbline.engine.targeting;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules that keep a unit out, between the overrides and the traffic. */
final class Gate {
  private static final Decision HELD_OUT = new Decision.Default(Rule.HOLDOUT);
  private static final Decision NOT_ELIGIBLE = new Decision.Default(Rule.NOT_ELIGIBLE);
  private static final Decision PREREQUISITE = new Decision.Default(Rule.PREREQUISITE);
  private static final Decision OUTSIDE_LAYER = new Decision.Default(Rule.LAYER);

  // Arrays: walking a list makes an iterator for each call.
  private final Holdout[] holdouts;
  private final Eligibility eligibility;
  private final Prerequisite[] prerequisites;
  private final @Nullable Slots slots;

  Gate(Targeting targeting) {
    this.holdouts = targeting.holdouts().toArray(Holdout[]::new);
    this.eligibility = targeting.eligibility();
    this.prerequisites = targeting.prerequisites().toArray(Prerequisite[]::new);
    this.slots = targeting.slots();
  }

  /** The first rule that keeps the unit out; null if none does. */
  @Nullable Decision refuse(String unit, Map<String, ?> attributes) {
    for (var holdout : holdouts) {
      if (holdout.holds(unit)) {
        return HELD_OUT;
      }
    }
    if (!eligibility.includes(attributes)) {
      return NOT_ELIGIBLE;
    }
    for (var prerequisite : prerequisites) {
      if (!prerequisite.holds(unit, attributes)) {
        return PREREQUISITE;
      }
    }
    return slots == null || slots.includes(unit) ? null : OUTSIDE_LAYER;
  }
}
