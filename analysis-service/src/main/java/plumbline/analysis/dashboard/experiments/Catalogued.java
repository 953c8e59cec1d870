package plumbline.analysis.dashboard.experiments;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbline.analysis.page.Asking;
import plumbline.proto.assignment.v1.CatalogueMetric;
import plumbline.proto.assignment.v1.CatalogueReference;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.GetMetricRequest;
import plumbline.proto.assignment.v1.ListMetricsRequest;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricRole;

/** The catalogue's metrics, as the form needs them. */
@RequestScoped
class Catalogued {
  private static final int PAGE = 500;

  private final Asking asking;

  @Inject
  Catalogued(Asking asking) {
    this.asking = asking;
  }

  /** Those in use, by key, at their newest versions. */
  List<CatalogueMetric> all() {
    var all = new ArrayList<CatalogueMetric>();
    var token = "";
    do {
      var request = ListMetricsRequest.newBuilder().setPageSize(PAGE).setPageToken(token).build();
      var found = asking.assignment().metrics(stub -> stub.listMetrics(request));
      all.addAll(found.getMetricsList());
      token = found.getNextPageToken();
    } while (!token.isEmpty());
    return all;
  }

  /** What the primary metric of a definition measures; empty: it has none yet. */
  Optional<Metric> primary(ExperimentDefinition definition) {
    return definition.getMetricsList().stream()
        .filter(it -> it.getRole() == MetricRole.METRIC_ROLE_PRIMARY)
        .findFirst()
        .map(it -> it.hasMetric() ? it.getMetric() : find(it.getCatalogue()));
  }

  private Metric find(CatalogueReference reference) {
    var request =
        GetMetricRequest.newBuilder()
            .setKey(reference.getKey())
            .setVersion(reference.getVersion())
            .build();
    return asking.assignment().metrics(stub -> stub.getMetric(request)).getMetric().getMetric();
  }
}
