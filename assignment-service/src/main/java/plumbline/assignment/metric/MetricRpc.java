package plumbline.assignment.metric;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
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
import plumbline.proto.assignment.v1.MetricService;
import plumbline.proto.assignment.v1.UpdateMetricRequest;
import plumbline.proto.assignment.v1.UpdateMetricResponse;

/** The contract's MetricService; failures are mapped outside. */
@GrpcService
class MetricRpc implements MetricService {
  private final MetricHandlers handlers;

  @Inject
  MetricRpc(MetricHandlers handlers) {
    this.handlers = handlers;
  }

  @Override
  public Uni<CreateMetricResponse> createMetric(CreateMetricRequest request) {
    return handlers.create(request, Principal.ofRpc());
  }

  @Override
  public Uni<UpdateMetricResponse> updateMetric(UpdateMetricRequest request) {
    return handlers.update(request, Principal.ofRpc());
  }

  @Override
  public Uni<ArchiveMetricResponse> archiveMetric(ArchiveMetricRequest request) {
    return handlers.archive(request, Principal.ofRpc());
  }

  @Override
  public Uni<GetMetricResponse> getMetric(GetMetricRequest request) {
    return handlers.get(request, Principal.ofRpc());
  }

  @Override
  public Uni<ListMetricsResponse> listMetrics(ListMetricsRequest request) {
    return handlers.list(request, Principal.ofRpc());
  }

  @Override
  public Uni<ListMetricVersionsResponse> listMetricVersions(ListMetricVersionsRequest request) {
    return handlers.listVersions(request, Principal.ofRpc());
  }
}
