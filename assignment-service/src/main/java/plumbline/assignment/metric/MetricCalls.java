package plumbline.assignment.metric;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.Calls;
import plumbline.proto.assignment.v1.ArchiveMetricRequest;
import plumbline.proto.assignment.v1.CreateMetricRequest;
import plumbline.proto.assignment.v1.GetMetricRequest;
import plumbline.proto.assignment.v1.ListMetricVersionsRequest;
import plumbline.proto.assignment.v1.ListMetricsRequest;
import plumbline.proto.assignment.v1.UpdateMetricRequest;

/** The MetricService by REST. */
@ApplicationScoped
class MetricCalls implements Calls {
  private final MetricHandlers handlers;

  @Inject
  MetricCalls(MetricHandlers handlers) {
    this.handlers = handlers;
  }

  @Override
  public List<Call> rows() {
    return List.of(
        Call.post("/v1/metrics", CreateMetricRequest.getDefaultInstance(), handlers::create),
        Call.get("/v1/metrics", ListMetricsRequest.getDefaultInstance(), handlers::list),
        Call.get("/v1/metrics/{key}", GetMetricRequest.getDefaultInstance(), handlers::get),
        Call.put(
            "/v1/metrics/{metric.key}", UpdateMetricRequest.getDefaultInstance(), handlers::update),
        Call.post(
            "/v1/metrics/{key}/archive",
            ArchiveMetricRequest.getDefaultInstance(),
            handlers::archive),
        Call.get(
            "/v1/metrics/{key}/versions",
            ListMetricVersionsRequest.getDefaultInstance(),
            handlers::listVersions));
  }
}
