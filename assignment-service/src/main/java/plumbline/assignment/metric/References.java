package plumbline.assignment.metric;

import plumbline.proto.assignment.v1.ExperimentDefinition;

/** Tells a request that was sent again from another one. */
public final class References {
  private References() {}

  /**
   * A stored definition as a request may have asked for it: without the copies and the versions
   * that were put in where it left them open.
   */
  public static ExperimentDefinition asAsked(
      ExperimentDefinition stored, ExperimentDefinition asked) {
    var same = stored.toBuilder();
    for (var i = 0; i < Math.min(stored.getMetricsCount(), asked.getMetricsCount()); i++) {
      var metric = asked.getMetrics(i);
      if (metric.hasCatalogue() && !metric.hasMetric()) {
        same.getMetricsBuilder(i).clearMetric();
      }
      if (metric.hasCatalogue()
          && metric.getCatalogue().getVersion() == 0
          && stored.getMetrics(i).hasCatalogue()) {
        same.getMetricsBuilder(i).getCatalogueBuilder().clearVersion();
      }
    }
    return same.build();
  }
}
