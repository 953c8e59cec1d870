package plumbline.assignment;

import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Calls.governance;

import java.util.List;
import plumbline.proto.assignment.v1.AuditEntry;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.ListAuditEntriesRequest;

/** Where an experiment's life has got to, and how. */
final class Life {
  private Life() {}

  static Experiment get(String key) {
    return experiments(Tokens.ann())
        .getExperiment(GetExperimentRequest.newBuilder().setKey(key).build())
        .getExperiment();
  }

  /** What the audit log says of it, oldest first, with what it was and is. */
  static List<AuditEntry> audit(String key) {
    return governance(Tokens.ann())
        .listAuditEntries(
            ListAuditEntriesRequest.newBuilder()
                .setKey(key)
                .setPageSize(500)
                .setIncludeContent(true)
                .build())
        .getEntriesList()
        .reversed();
  }
}
