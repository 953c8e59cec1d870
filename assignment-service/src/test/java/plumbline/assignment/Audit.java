package plumbline.assignment;

import java.util.List;
import plumbline.proto.assignment.v1.AuditEntry;
import plumbline.proto.assignment.v1.ListAuditEntriesRequest;

/** What the audit log says of a key. */
final class Audit {
  private Audit() {}

  /** What was done to it: {@code ramp by ann: all is well}, newest first. */
  static List<String> of(String key) {
    var request = ListAuditEntriesRequest.newBuilder().setKey(key).build();
    return Calls.governance(Tokens.admin()).listAuditEntries(request).getEntriesList().stream()
        .map(Audit::line)
        .toList();
  }

  private static String line(AuditEntry entry) {
    return "%s by %s: %s".formatted(entry.getAction(), entry.getActor(), entry.getReason());
  }
}
