package plumbline.assignment.snapshot;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.change.SnapshotVersion;
import plumbline.proto.assignment.v1.ExperimentSnapshot;
import plumbline.proto.assignment.v1.UnitType;

/** All experiments and holdouts at one version, ready to be assigned by. Immutable. */
public final class Snapshot {
  private final SnapshotVersion version;
  private final ExperimentSnapshot contract;
  private final Map<String, AssignableExperiment> byKey;
  private final Map<UnitType, List<AssignableExperiment>> serving;
  private final Map<String, AssignableFlag> flags;

  private Snapshot(ExperimentSnapshot contract) {
    this.version = new SnapshotVersion(contract.getEpoch(), contract.getVersion());
    this.contract = contract;
    this.byKey = HashMap.newHashMap(contract.getExperimentsCount());
    var live = new LiveExperiments(contract);
    for (var experiment : contract.getExperimentsList()) {
      byKey.put(
          experiment.getKey(),
          new AssignableExperiment(experiment, live.require(experiment.getKey())));
    }
    this.serving =
        contract.getExperimentsList().stream()
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
  static Snapshot of(ExperimentSnapshot contract) {
    if (contract.getEpoch().isEmpty()) {
      throw new IllegalArgumentException("a snapshot without an epoch");
    }
    return new Snapshot(contract);
  }

  public SnapshotVersion version() {
    return version;
  }

  /** As it is shared and watched. */
  public ExperimentSnapshot contract() {
    return contract;
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
}
