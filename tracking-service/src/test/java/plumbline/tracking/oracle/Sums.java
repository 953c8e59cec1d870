package plumbline.tracking.oracle;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.MetricStatistics;

/**
 * Statistics as names and numbers, without what is 0: `b 2026-03-01 m2 yy` is the sum of squares of
 * the metric m2 over the units first exposed to b on that day.
 */
public final class Sums {
  private final Map<String, BigInteger> byName = new TreeMap<>();

  void add(String name, BigInteger number) {
    byName.merge(name, number, BigInteger::add);
  }

  void add(String name, long number) {
    add(name, BigInteger.valueOf(number));
  }

  /** All numbers, by name. */
  public Map<String, BigInteger> named() {
    byName.values().removeIf(number -> number.signum() == 0);
    return byName;
  }

  /** What the service says. */
  public static Map<String, BigInteger> of(ExperimentStatistics statistics) {
    var sums = new Sums();
    for (var variant : statistics.getVariantsList()) {
      var scope = variant.getVariant();
      sums.add(scope + " exposed", variant.getExposedUnits());
      sums.add(scope + " crossed over", variant.getCrossedOverUnits());
      sums.add(scope + " excluded", variant.getExcludedUnits());
      sums.add(scope + " analysed", variant.getAnalysedUnits());
      variant.getMetricsList().forEach(metric -> sums.add(scope, metric));
      variant.getMaturedMetricsList().forEach(metric -> sums.add(scope + " matured", metric));
      for (var day : variant.getDaysList()) {
        var within = scope + " " + day.getDay();
        sums.add(within + " exposed", day.getExposedUnits());
        sums.add(within + " crossed over", day.getCrossedOverUnits());
        sums.add(within + " excluded", day.getExcludedUnits());
        sums.add(within + " analysed", day.getAnalysedUnits());
        day.getMetricsList().forEach(metric -> sums.add(within, metric));
      }
      for (var segment : variant.getSegmentsList()) {
        for (var value : segment.getValuesList()) {
          var within = scope + " " + segment.getAttribute() + "=" + value.getValue();
          sums.add(within + " exposed", value.getExposedUnits());
          sums.add(within + " crossed over", value.getCrossedOverUnits());
          sums.add(within + " excluded", value.getExcludedUnits());
          sums.add(within + " analysed", value.getAnalysedUnits());
          value.getMetricsList().forEach(metric -> sums.add(within, metric));
        }
      }
    }
    return sums.named();
  }

  private void add(String scope, MetricStatistics metric) {
    var prefix = scope + " " + metric.getMetric() + " ";
    add(prefix + "units", metric.getUnits());
    var terms = new HashMap<String, String>();
    terms.put("y", metric.getSumY());
    terms.put("yy", metric.getSumY2());
    terms.put("yyy", metric.getSumY3());
    terms.put("x", metric.getSumX());
    terms.put("xx", metric.getSumX2());
    terms.put("xy", metric.getSumXy());
    terms.put("d", metric.getSumD());
    terms.put("dd", metric.getSumD2());
    terms.put("dy", metric.getSumYd());
    terms.put("z", metric.getSumZ());
    terms.put("zz", metric.getSumZ2());
    terms.put("xz", metric.getSumXz());
    terms.put("yz", metric.getSumYz());
    terms.put("dz", metric.getSumDz());
    terms.put("dx", metric.getSumXd());
    terms.forEach(
        (term, sum) -> add(prefix + term, sum.isEmpty() ? BigInteger.ZERO : new BigInteger(sum)));
    for (var bucket : metric.getHistogramList()) {
      add("%s[%d]".formatted(prefix, bucket.getBucket()), bucket.getEvents());
    }
  }

  /** UTC day of a moment. */
  static LocalDate day(long micros) {
    return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L))
        .atZone(ZoneOffset.UTC)
        .toLocalDate();
  }
}
