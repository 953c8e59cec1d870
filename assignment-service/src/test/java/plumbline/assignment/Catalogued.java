package plumbline.assignment;

import plumbline.proto.assignment.v1.ArchiveMetricRequest;
import plumbline.proto.assignment.v1.CatalogueMetric;
import plumbline.proto.assignment.v1.CatalogueReference;
import plumbline.proto.assignment.v1.CreateMetricRequest;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.MetricServiceGrpc;
import plumbline.proto.assignment.v1.MetricServiceGrpc.MetricServiceBlockingStub;
import plumbline.proto.assignment.v1.UpdateMetricRequest;

/** Metrics of the catalogue, and changes of them by somebody who may. */
final class Catalogued {
  private Catalogued() {}

  static MetricServiceBlockingStub metrics(String token) {
    return MetricServiceGrpc.newBlockingStub(Calls.channel())
        .withCallCredentials(Calls.bearer(token));
  }

  static Metric.Builder metric(String key) {
    return Definitions.metric(key, MetricKind.METRIC_KIND_PROPORTION).setOwner("checkout-team");
  }

  static CatalogueMetric create(Metric metric) {
    return metrics(Tokens.ann())
        .createMetric(CreateMetricRequest.newBuilder().setMetric(metric).build())
        .getMetric();
  }

  static CatalogueMetric update(long expectedVersion, Metric metric) {
    return metrics(Tokens.ann())
        .updateMetric(
            UpdateMetricRequest.newBuilder()
                .setExpectedVersion(expectedVersion)
                .setMetric(metric)
                .build())
        .getMetric();
  }

  static CatalogueMetric archive(String key) {
    return metrics(Tokens.ann())
        .archiveMetric(ArchiveMetricRequest.newBuilder().setKey(key).build())
        .getMetric();
  }

  /** As a definition's primary metric; version 0 is the newest. */
  static ExperimentMetric.Builder primary(String key, long version) {
    return ExperimentMetric.newBuilder()
        .setRole(MetricRole.METRIC_ROLE_PRIMARY)
        .setCatalogue(CatalogueReference.newBuilder().setKey(key).setVersion(version));
  }
}
