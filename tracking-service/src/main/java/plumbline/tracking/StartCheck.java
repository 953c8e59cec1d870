package plumbline.tracking;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Something that must hold before the service takes events. It is looked at once, when the schema
 * is right; where it does not hold, the process ends with the reason, so that a rollout stops and
 * the replicas before it go on.
 */
public interface StartCheck {
  /** What is wrong, in a sentence that says what to change; empty if all is well. */
  Optional<String> problem(Connection connection) throws SQLException;
}
