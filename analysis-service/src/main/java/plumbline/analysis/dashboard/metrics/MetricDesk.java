package plumbline.analysis.dashboard.metrics;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import plumbline.analysis.dashboard.field.Sent;
import plumbline.analysis.dashboard.trail.Trail;
import plumbline.analysis.page.Asking;
import plumbline.analysis.page.Problem;
import plumbline.analysis.page.When;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.ArchiveMetricRequest;
import plumbline.proto.assignment.v1.AuditSubject;
import plumbline.proto.assignment.v1.CatalogueMetric;
import plumbline.proto.assignment.v1.CreateMetricRequest;
import plumbline.proto.assignment.v1.GetMetricRequest;
import plumbline.proto.assignment.v1.ListExperimentsRequest;
import plumbline.proto.assignment.v1.UpdateMetricRequest;

/** The catalogue, asked in the name of who looks. */
@RequestScoped
class MetricDesk {
  private final Asking asking;

  @Inject
  MetricDesk(Asking asking) {
    this.asking = asking;
  }

  MetricListView list(MetricFilter filter) {
    var reply = asking.assignment().metrics(stub -> stub.listMetrics(filter.request()));
    var next = reply.getNextPageToken();
    return new MetricListView(
        filter.entries(),
        filter.isSet(),
        reply.getMetricsList().stream().map(MetricViews::row).toList(),
        next.isEmpty() ? null : filter.from(next));
  }

  /** One metric; version 0 is the newest. */
  MetricView view(String key, long version, Problem problem) {
    var found = get(key, version);
    var newest = version == 0 ? found : get(key, 0);
    var metric = found.getMetric();
    var uses =
        asking
            .assignment()
            .experiments(stub ->
                stub.listExperiments(ListExperimentsRequest.newBuilder().setMetric(key).build()));
    return new MetricView(
        key,
        metric.getDescription(),
        MetricWords.sentence(metric),
        newest.getArchived(),
        found.getVersion(),
        newest.getVersion() == found.getVersion() ? null : newest.getVersion(),
        MetricViews.others(found.getVersion(), newest.getVersion()),
        found.getAuthor(),
        When.of(found.getCreateTime()),
        MetricViews.facts(metric),
        uses.getExperimentsList().stream().map(it -> MetricViews.use(it, key)).toList(),
        !uses.getNextPageToken().isEmpty(),
        Trail.read(asking, AuditSubject.AUDIT_SUBJECT_METRIC, key),
        problem);
  }

  /** The newest version as its form; the version comes along. */
  Sent typed(String key) {
    var found = get(key, 0);
    var values = MetricForm.values(found.getMetric());
    values.put("version", String.valueOf(found.getVersion()));
    return Sent.fresh(values);
  }

  void create(Sent typed) {
    var metric = MetricForm.parse(typed.get("key"), typed);
    var request = CreateMetricRequest.newBuilder().setMetric(metric).build();
    asking.assignment().metrics(stub -> stub.createMetric(request));
  }

  void update(String key, Sent typed) {
    var metric = MetricForm.parse(key, typed);
    var request =
        UpdateMetricRequest.newBuilder()
            .setExpectedVersion(version(typed))
            .setMetric(metric)
            .build();
    asking.assignment().metrics(stub -> stub.updateMetric(request));
  }

  void archive(String key) {
    var request = ArchiveMetricRequest.newBuilder().setKey(key).build();
    asking.assignment().metrics(stub -> stub.archiveMetric(request));
  }

  private CatalogueMetric get(String key, long version) {
    var request = GetMetricRequest.newBuilder().setKey(key).setVersion(version).build();
    return asking.assignment().metrics(stub -> stub.getMetric(request)).getMetric();
  }

  private static long version(Sent typed) {
    try {
      return Long.parseLong(typed.get("version"));
    } catch (NumberFormatException e) {
      throw new Failure.Invalid("version", "is no version: open the form again");
    }
  }
}
