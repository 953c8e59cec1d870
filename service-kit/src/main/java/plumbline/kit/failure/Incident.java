package plumbline.kit.failure;

import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** A defect of ours: its caller gets a number, and the log has the rest under it. */
final class Incident {
  private static final String FIELD = "incident";

  private Incident() {}

  /** Logs what was thrown; in JSON the number is a field of its own, beside the trace's. */
  static UUID log(Logger log, Throwable thrown) {
    var number = UUID.randomUUID();
    MDC.put(FIELD, number.toString());
    try {
      log.errorf(thrown, "incident %s", number);
    } finally {
      MDC.remove(FIELD);
    }
    return number;
  }
}
