package plumbline.kit.feed;

import java.sql.SQLException;

/** Where a service keeps the definitions that arrive, durably. */
public interface DefinitionStore {

  /** What arrived last. */
  Held load() throws SQLException;

  /**
   * Keeps what arrived, unless what is held is as new ({@link Arrived#after}).
   *
   * @param following whether what is held came from the same stream, or what it leads to
   * @return whether it does now
   * @throws IllegalStateException if changes arrived that do not go on from what is held
   */
  boolean take(Arrived arrived, boolean following) throws SQLException;
}
