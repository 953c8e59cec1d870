package plumbline.tracking.fold;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import plumbline.engine.fold.Contribution;
import plumbline.engine.fold.UnitEvent;
import plumbline.engine.fold.UnitFold;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.unit.UnitKey;

/** What one unit contributes to every started experiment that it was exposed to. */
final class UnitContributions {
  private UnitContributions() {}

  static Map<String, Contribution> of(
      UnitKey unit, List<UnitEvent> events, Map<String, Definition> started) {
    var contributions = new HashMap<String, Contribution>();
    for (var event : events) {
      if (event instanceof UnitEvent.Exposure exposure
          && !contributions.containsKey(exposure.experiment())) {
        var definition = started.get(exposure.experiment());
        if (definition != null && definition.unitType() == unit.type()) {
          UnitFold.fold(definition.plan(), events)
              .ifPresent(found -> contributions.put(exposure.experiment(), found));
        }
      }
    }
    return contributions;
  }
}
