package plumbline.analysis.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import plumbline.analysis.study.ExperimentKey;

/** Looks in memory. */
public final class KeptLooks implements LookStore {
  private final Map<ExperimentKey, List<Looks.Taken>> kept = new ConcurrentHashMap<>();

  @Override
  public Looks of(ExperimentKey experiment) {
    return new Looks(kept.getOrDefault(experiment, List.of()));
  }

  @Override
  public synchronized boolean add(ExperimentKey experiment, Looks.Taken look) {
    var taken = kept.computeIfAbsent(experiment, _ -> new ArrayList<>());
    return taken.stream().noneMatch(it -> it.number() == look.number()) && taken.add(look);
  }
}
