package plumbline.tracking.fold;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumbline.engine.fold.UnitEvent;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.definitions.PlanVersion;

/**
 * The plans that a shard is folded with: those that it was folded with before, those whose end has
 * moved since, and those to be folded as a whole.
 */
final class ActivePlans {
  private final Map<String, Definition> byKey;
  private final Map<String, List<Definition>> byExperiment = new HashMap<>();
  private final List<Definition> whole = new ArrayList<>();
  private final List<Moved> moved = new ArrayList<>();
  private final List<String> withHistograms = new ArrayList<>();

  /**
   * A plan whose end has moved: what happened from the one moment to the other may count otherwise.
   */
  record Moved(Definition plan, long from, long to) {}

  ActivePlans(Map<String, Definition> active, Map<String, PlanVersion> folded) {
    byKey = new HashMap<>(active);
    for (var plan : active.values()) {
      var before = folded.get(plan.key());
      if (before == null || !before.digest().equals(plan.digest())) {
        whole.add(plan);
        byKey.remove(plan.key());
      } else {
        addIfMoved(plan, before, plan.planVersion());
      }
    }
    for (var plan : byKey.values()) {
      byExperiment.computeIfAbsent(plan.experiment(), _ -> new ArrayList<>()).add(plan);
      if (!plan.layout().quantiles().isEmpty()) {
        withHistograms.add(plan.key());
      }
    }
  }

  /** An event counts by its time against both ends: outside of what they cross it counts alike. */
  private void addIfMoved(Definition plan, PlanVersion before, PlanVersion now) {
    var endMoved = before.enrolEnd() != now.enrolEnd();
    var cutMoved = before.cut() != now.cut();
    if (endMoved || cutMoved) {
      var from =
          Math.min(
              endMoved ? Math.min(before.enrolEnd(), now.enrolEnd()) : Long.MAX_VALUE,
              cutMoved ? Math.min(before.cut(), now.cut()) : Long.MAX_VALUE);
      var to =
          Math.max(
              endMoved ? Math.max(before.enrolEnd(), now.enrolEnd()) : Long.MIN_VALUE,
              cutMoved ? Math.max(before.cut(), now.cut()) : Long.MIN_VALUE);
      moved.add(new Moved(plan, from, to));
    }
  }

  /** To be folded as a whole, and so not event by event. */
  List<Definition> whole() {
    return whole;
  }

  /** To be folded event by event, but for units that did something while the end moved. */
  List<Moved> moved() {
    return moved;
  }

  /** All that are folded event by event. */
  Collection<Definition> all() {
    return byKey.values();
  }

  @Nullable Definition get(String key) {
    return byKey.get(key);
  }

  /** Of all plans that are folded event by event. */
  List<String> withHistograms() {
    return withHistograms;
  }

  /** The plans that the exposure may enrol a unit in. */
  List<Definition> of(UnitEvent.Exposure exposure) {
    return byExperiment.getOrDefault(exposure.experiment(), List.of());
  }
}
