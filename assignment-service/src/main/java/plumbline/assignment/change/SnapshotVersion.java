package plumbline.assignment.change;

/**
 * Which state of all experiments.
 *
 * @param epoch identity of the database that the versions count in
 * @param version grows with every change of any experiment, from 0
 */
public record SnapshotVersion(String epoch, long version) {
  /** Whether it is of the same database and later. */
  public boolean isNewerThan(SnapshotVersion other) {
    return isSameEpoch(other) && version > other.version;
  }

  public boolean isSameEpoch(SnapshotVersion other) {
    return epoch.equals(other.epoch);
  }
}
