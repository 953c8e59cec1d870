package plumbline.assignment;

import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import plumbline.proto.assignment.v1.Experiment;

/** What somebody has heard of experiments, and when of which version. */
final class SeenState {
  private final Map<String, Experiment> held = new HashMap<>();
  private final Map<String, TreeMap<Long, Long>> arrivals = new HashMap<>();

  /** Takes experiments that may have changed. */
  synchronized void take(Collection<Experiment> experiments) {
    var now = System.nanoTime();
    for (var experiment : experiments) {
      var before = held.put(experiment.getKey(), experiment);
      if (before == null || before.getVersion() != experiment.getVersion()) {
        arrivals
            .computeIfAbsent(experiment.getKey(), _ -> new TreeMap<>())
            .put(experiment.getVersion(), now);
      }
    }
  }

  /** Takes experiments that are all there are. */
  synchronized void takeAll(Collection<Experiment> experiments) {
    take(experiments);
    held.keySet().retainAll(experiments.stream().map(Experiment::getKey).collect(toSet()));
  }

  /** What is held now, by key. */
  synchronized Map<String, Experiment> held() {
    return Map.copyOf(held);
  }

  /** How long after its answer the change was heard of, 0 if before; it has been by now. */
  synchronized long delayNanos(ChangingLoad.Change change) {
    var after = change.experiment();
    var arrived =
        arrivals
            .getOrDefault(after.getKey(), new TreeMap<>())
            .tailMap(after.getVersion())
            .firstEntry()
            .getValue();
    return Math.max(0, arrived - change.answeredNanos());
  }
}
