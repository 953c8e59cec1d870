package plumbline.kit.feed;

import java.sql.SQLException;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

/** One stream of definitions, from its beginning to its end. Its messages come one at a time. */
final class DefinitionStream {
  private final DefinitionStore store;
  private final ArrivingParts parts = new ArrivingParts();
  private boolean following;

  DefinitionStream(DefinitionStore store) {
    this.store = store;
  }

  /**
   * Keeps what takes effect with the message.
   *
   * @throws IllegalStateException if the stream must be begun anew
   */
  void take(WatchExperimentsResponse response) {
    parts
        .add(response)
        .ifPresent(arrived -> {
          try {
            following = store.take(arrived, following);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
