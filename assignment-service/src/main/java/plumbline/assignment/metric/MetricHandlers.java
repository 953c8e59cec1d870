package plumbline.assignment.metric;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.failure.Failure;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.ArchiveMetricRequest;
import plumbline.proto.assignment.v1.ArchiveMetricResponse;
import plumbline.proto.assignment.v1.CreateMetricRequest;
import plumbline.proto.assignment.v1.CreateMetricResponse;
import plumbline.proto.assignment.v1.GetMetricRequest;
import plumbline.proto.assignment.v1.GetMetricResponse;
import plumbline.proto.assignment.v1.ListMetricVersionsRequest;
import plumbline.proto.assignment.v1.ListMetricVersionsResponse;
import plumbline.proto.assignment.v1.ListMetricsRequest;
import plumbline.proto.assignment.v1.ListMetricsResponse;
import plumbline.proto.assignment.v1.UpdateMetricRequest;
import plumbline.proto.assignment.v1.UpdateMetricResponse;

/** Each request of the contract: parsed, done, rendered; the same for gRPC and for REST. */
@ApplicationScoped
class MetricHandlers {
  private final Metrics metrics;
  private final MetricChanges changes;

  @Inject
  MetricHandlers(Metrics metrics, MetricChanges changes) {
    this.metrics = metrics;
    this.changes = changes;
  }

  Uni<CreateMetricResponse> create(CreateMetricRequest request, Principal principal) {
    return changes
        .create(NewVersion.parse(request, principal))
        .map(made -> CreateMetricResponse.newBuilder().setMetric(made).build());
  }

  Uni<UpdateMetricResponse> update(UpdateMetricRequest request, Principal principal) {
    return changes
        .update(NewVersion.parse(request, principal))
        .map(made -> UpdateMetricResponse.newBuilder().setMetric(made).build());
  }

  Uni<ArchiveMetricResponse> archive(ArchiveMetricRequest request, Principal principal) {
    return changes
        .archive(ExperimentKey.parse("key", request.getKey()), principal.name())
        .map(made -> ArchiveMetricResponse.newBuilder().setMetric(made).build());
  }

  Uni<GetMetricResponse> get(GetMetricRequest request, Principal principal) {
    var key = ExperimentKey.parse("key", request.getKey());
    if (request.getVersion() < 0) {
      throw new Failure.Invalid("version", "must be at least 1, or 0 for the newest");
    }
    return metrics
        .get(key, request.getVersion())
        .map(found -> GetMetricResponse.newBuilder().setMetric(found).build());
  }

  Uni<ListMetricsResponse> list(ListMetricsRequest request, Principal principal) {
    return metrics.list(MetricQuery.parse(request));
  }

  Uni<ListMetricVersionsResponse> listVersions(
      ListMetricVersionsRequest request, Principal principal) {
    return metrics.versions(VersionsQuery.parse(request));
  }
}
