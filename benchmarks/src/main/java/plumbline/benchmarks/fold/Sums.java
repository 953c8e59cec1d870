package plumbline.benchmarks.fold;

import java.util.ArrayList;
import java.util.List;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.MetricStatistics;
import plumbline.proto.tracking.v1.VariantStatistics;

/**
 * An experiment's sums as text, whoever computed them: for each variant its key, exposed, crossed
 * over and analysed units, and each metric's Σy, Σy², Σy³, a ratio's Σd, Σd² and Σyd as well.
 */
record Sums(List<List<String>> variants) {

  static Sums of(ExperimentStatistics statistics) {
    return new Sums(statistics.getVariantsList().stream().map(Sums::of).toList());
  }

  private static List<String> of(VariantStatistics variant) {
    var all = new ArrayList<String>();
    all.add(variant.getVariant());
    all.add(String.valueOf(variant.getExposedUnits()));
    all.add(String.valueOf(variant.getCrossedOverUnits()));
    all.add(String.valueOf(variant.getAnalysedUnits()));
    for (var metric : variant.getMetricsList()) {
      add(all, metric);
    }
    return all;
  }

  private static void add(List<String> all, MetricStatistics metric) {
    all.addAll(List.of(metric.getSumY(), metric.getSumY2(), metric.getSumY3()));
    if (!metric.getSumD().isEmpty()) {
      all.addAll(List.of(metric.getSumD(), metric.getSumD2(), metric.getSumYd()));
    }
  }

  /** Exposed units of all variants. */
  long exposed() {
    return variants.stream().mapToLong(variant -> Long.parseLong(variant.get(1))).sum();
  }
}
