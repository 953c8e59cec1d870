package plumbline.analysis.dashboard.flags;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import plumbline.analysis.dashboard.field.Sent;
import plumbline.analysis.dashboard.trail.Trail;
import plumbline.analysis.page.Asking;
import plumbline.analysis.page.Problem;
import plumbline.proto.assignment.v1.ArchiveFlagRequest;
import plumbline.proto.assignment.v1.AuditSubject;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagRule;
import plumbline.proto.assignment.v1.FlagStatus;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.GetFlagRequest;
import plumbline.proto.assignment.v1.RestoreFlagRequest;

/** Flags, asked for in the name of who looks. */
@RequestScoped
class FlagDesk {
  private final Asking asking;

  @Inject
  FlagDesk(Asking asking) {
    this.asking = asking;
  }

  FlagListView list(FlagFilter filter) {
    var reply = asking.assignment().flags(stub -> stub.listFlags(filter.request()));
    var next = reply.getNextPageToken();
    return new FlagListView(
        filter.entries(),
        filter.isSet(),
        reply.getFlagsList().stream().map(FlagViews::row).toList(),
        next.isEmpty() ? null : filter.from(next));
  }

  FlagView view(String key, NewShare typed, Problem problem) {
    var status = get(key);
    return FlagViews.of(
        status,
        experiments(status.getFlag().getDefinition()),
        Trail.read(asking, AuditSubject.AUDIT_SUBJECT_FLAG, key),
        typed,
        problem);
  }

  void create(Sent typed) {
    var request = FlagForm.parse(typed);
    asking.assignment().flags(stub -> stub.createFlag(request));
  }

  void share(String key, NewShare typed) {
    var request = typed.on(key, get(key).getFlag().getDefinition());
    asking.assignment().flags(stub -> stub.updateFlag(request));
  }

  void archive(String key, String reason) {
    var request = ArchiveFlagRequest.newBuilder().setKey(key).setReason(reason).build();
    asking.assignment().flags(stub -> stub.archiveFlag(request));
  }

  void restore(String key, String reason) {
    var request = RestoreFlagRequest.newBuilder().setKey(key).setReason(reason).build();
    asking.assignment().flags(stub -> stub.restoreFlag(request));
  }

  private FlagStatus get(String key) {
    var request = GetFlagRequest.newBuilder().setKey(key).build();
    return asking.assignment().flags(stub -> stub.getFlag(request)).getStatus();
  }

  private Map<String, Experiment> experiments(FlagDefinition definition) {
    var found = new HashMap<String, Experiment>();
    definition.getRulesList().stream()
        .filter(FlagRule::hasExperiment)
        .map(it -> it.getExperiment().getExperiment())
        .distinct()
        .forEach(key -> found.put(key, experiment(key)));
    return found;
  }

  private Experiment experiment(String key) {
    var request = GetExperimentRequest.newBuilder().setKey(key).build();
    return asking.assignment().experiments(stub -> stub.getExperiment(request)).getExperiment();
  }
}
