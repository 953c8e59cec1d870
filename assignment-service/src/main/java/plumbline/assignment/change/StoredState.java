package plumbline.assignment.change;

/**
 * Tells states of what is stored apart, also where they have the same version because a database
 * was restored and went on.
 *
 * @param fingerprint sum of the stamps of all rows
 */
public record StoredState(SnapshotVersion version, long fingerprint) {}
