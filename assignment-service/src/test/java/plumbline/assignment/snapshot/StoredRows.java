package plumbline.assignment.snapshot;

import java.util.ArrayList;
import java.util.List;
import plumbline.assignment.change.SnapshotVersion;
import plumbline.assignment.change.Stored;
import plumbline.assignment.change.StoredRow;
import plumbline.assignment.change.StoredRow.Kind;
import plumbline.assignment.change.StoredState;
import plumbline.proto.assignment.v1.ExperimentSnapshot;

/** What is stored, as if it were. */
final class StoredRows {
  private StoredRows() {}

  /** Everything in the contract, all of it changed at its version. */
  static Snapshot snapshot(ExperimentSnapshot contract) {
    return Snapshot.of(stored(contract));
  }

  static Stored stored(ExperimentSnapshot contract) {
    var version = contract.getVersion();
    var rows = new ArrayList<StoredRow>();
    contract
        .getExperimentsList()
        .forEach(it ->
            rows.add(
                new StoredRow(Kind.EXPERIMENT, it.getKey(), version, 1 + it.getVersion(), it)));
    contract
        .getHoldoutsList()
        .forEach(it -> rows.add(new StoredRow(Kind.HOLDOUT, it.getKey(), version, 1, it)));
    contract
        .getFlagsList()
        .forEach(it ->
            rows.add(new StoredRow(Kind.FLAG, it.getKey(), version, 1 + it.getVersion(), it)));
    return stored(contract.getEpoch(), version, rows);
  }

  static Stored stored(String epoch, long version, List<StoredRow> rows) {
    var fingerprint = rows.stream().mapToLong(StoredRow::stamp).sum();
    return new Stored(new StoredState(new SnapshotVersion(epoch, version), fingerprint), rows);
  }
}
