package plumbline.assignment.snapshot;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.change.Stored;
import plumbline.assignment.change.StoredRow;
import plumbline.assignment.change.StoredRow.Kind;
import plumbline.assignment.change.StoredState;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.Holdout;
import plumbline.proto.assignment.v1.SdkKeyCredential;

/** All rows at one state of what is stored. Immutable. */
final class Contents {
  private static final String AFTER_EVERY_KEY = "~";

  private final StoredState state;
  private final NavigableMap<String, StoredRow> rows;

  private Contents(StoredState state, NavigableMap<String, StoredRow> rows) {
    this.state = state;
    this.rows = Collections.unmodifiableNavigableMap(rows);
  }

  /**
   * Takes everything that is stored.
   *
   * @throws IllegalArgumentException if it is not all of that state
   */
  static Contents of(Stored everything) {
    if (everything.state().version().epoch().isEmpty()) {
      throw new IllegalArgumentException("a snapshot without an epoch");
    }
    return merge(new TreeMap<>(), everything)
        .orElseThrow(() -> new IllegalArgumentException("rows that do not belong together"));
  }

  /**
   * The same with what changed; empty unless that leads from here to exactly the state that it
   * says: it is of another database, or this one was restored.
   */
  Optional<Contents> with(Stored changed) {
    var reached = changed.state().version();
    return reached.equals(state.version()) || reached.isNewerThan(state.version())
        ? merge(new TreeMap<>(rows), changed)
        : Optional.empty();
  }

  private static Optional<Contents> merge(TreeMap<String, StoredRow> rows, Stored changed) {
    changed.rows().forEach(row -> rows.put(row.id(), row));
    var fingerprint = rows.values().stream().mapToLong(StoredRow::stamp).sum();
    return fingerprint == changed.state().fingerprint()
        ? Optional.of(new Contents(changed.state(), rows))
        : Optional.empty();
  }

  StoredState state() {
    return state;
  }

  /** By id. */
  Collection<StoredRow> rows() {
    return rows.values();
  }

  /** What changed after the version, and perhaps what changed with it. */
  List<StoredRow> since(long version) {
    return rows.values().stream().filter(row -> row.changed() > version).toList();
  }

  /**
   * Another text whenever the row changes, also where a database was restored; empty: no such row.
   */
  String mark(String id) {
    @Nullable StoredRow row = rows.get(id);
    return row == null ? "" : row.changed() + "." + row.stamp();
  }

  /** By key. */
  List<Experiment> experiments() {
    return all(Kind.EXPERIMENT, Experiment.class);
  }

  /** By key, those that were archived as well. */
  List<Flag> flags() {
    return all(Kind.FLAG, Flag.class);
  }

  /** By key. */
  List<Holdout> holdouts() {
    return all(Kind.HOLDOUT, Holdout.class);
  }

  /** By id, those that were revoked as well. */
  List<SdkKeyCredential> sdkKeys() {
    return all(Kind.SDK_KEY, SdkKeyCredential.class);
  }

  private <T> List<T> all(Kind kind, Class<T> type) {
    return rows.subMap(kind.prefix(), kind.id(AFTER_EVERY_KEY)).values().stream()
        .map(row -> type.cast(row.contract()))
        .toList();
  }
}
