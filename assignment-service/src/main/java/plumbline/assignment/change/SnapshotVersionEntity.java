package plumbline.assignment.change;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** The one row that counts changes, locked by every transaction that makes one. */
@Entity
@Table(name = "snapshot_version")
public class SnapshotVersionEntity {
  public static final short ID = 1;

  @Id short id;
  UUID epoch;
  long version;

  // For Hibernate alone, which fills the fields.
  @SuppressWarnings("NullAway.Init")
  protected SnapshotVersionEntity() {}

  public SnapshotVersion toDomain() {
    return new SnapshotVersion(epoch.toString(), version);
  }
}
