package plumbline.assignment.snapshot;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.change.SnapshotVersion;
import plumbline.assignment.change.Stored;
import plumbline.assignment.change.StoredRow.Kind;
import plumbline.assignment.change.StoredState;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.UnitType;

/** All experiments, flags and holdouts at one version, ready to be assigned by. Immutable. */
public final class Snapshot {
  private final Contents contents;
  private final Lineage lineage;
  private final Map<String, AssignableExperiment> byKey;
  private final Map<UnitType, List<AssignableExperiment>> serving;
  private final Map<String, AssignableFlag> flags;

  private Snapshot(
      Contents contents,
      Lineage lineage,
      Map<String, AssignableExperiment> keptExperiments,
      Map<String, AssignableFlag> keptFlags) {
    this.contents = contents;
    this.lineage = lineage;
    var experiments = contents.experiments();
    var live = new LiveExperiments(contents, keptExperiments, keptFlags);
    this.byKey = HashMap.newHashMap(experiments.size());
    for (var experiment : experiments) {
      byKey.put(experiment.getKey(), live.require(experiment.getKey()));
    }
    this.serving =
        experiments.stream()
            .map(experiment -> byKey.get(experiment.getKey()))
            .filter(AssignableExperiment::isServing)
            .collect(
                Collectors.groupingBy(
                    AssignableExperiment::unitType,
                    () -> new EnumMap<>(UnitType.class),
                    Collectors.toUnmodifiableList()));
    this.flags = live.flags().all();
  }

  /**
   * Makes everything ready.
   *
   * @throws IllegalArgumentException if it is not a snapshot that can be assigned by
   */
  static Snapshot of(Stored everything) {
    return new Snapshot(Contents.of(everything), new Lineage(), Map.of(), Map.of());
  }

  /**
   * The same with what changed, where nothing is made again that answers as before; empty unless
   * the change leads from here to exactly the state that it says.
   *
   * @throws IllegalArgumentException if it is not a snapshot that can be assigned by
   */
  Optional<Snapshot> with(Stored changed) {
    return contents
        .with(changed)
        .map(next -> {
          var affected = Affected.by(changed.rows(), next);
          var keptExperiments = new HashMap<>(byKey);
          keptExperiments.keySet().removeIf(key -> affected.contains(Kind.EXPERIMENT.id(key)));
          var keptFlags = new HashMap<>(flags);
          keptFlags.keySet().removeIf(key -> affected.contains(Kind.FLAG.id(key)));
          return new Snapshot(next, lineage, keptExperiments, keptFlags);
        });
  }

  public SnapshotVersion version() {
    return contents.state().version();
  }

  StoredState state() {
    return contents.state();
  }

  /** As it is stored, shared and watched. */
  Contents contents() {
    return contents;
  }

  /** Which whole it was put together from, change by change. */
  Lineage lineage() {
    return lineage;
  }

  /** Every experiment as it is defined, by key. */
  public List<Experiment> experiments() {
    return contents.experiments();
  }

  /** The experiment, in whatever state. */
  public Optional<AssignableExperiment> experiment(String key) {
    @Nullable AssignableExperiment found = byKey.get(key);
    return Optional.ofNullable(found);
  }

  /** Every flag by key, those that were archived as well. */
  public Map<String, AssignableFlag> flags() {
    return flags;
  }

  /** The experiments of a unit type that answer with variants, by key. */
  public List<AssignableExperiment> serving(UnitType unitType) {
    return serving.getOrDefault(unitType, List.of());
  }

  /** The same for all snapshots that were put together from the same whole. */
  static final class Lineage {}
}
