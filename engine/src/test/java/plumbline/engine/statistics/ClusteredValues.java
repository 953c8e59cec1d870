package plumbline.engine.statistics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import plumbline.engine.fold.Buckets;
import plumbline.engine.fold.Histogram;

/**
 * Values by unit, in micro-units, and what is to be known of them computed plainly: from the
 * values, not from sums.
 */
record ClusteredValues(List<List<Long>> units) {

  /** One arm of a file with the columns unit, variant, value; at most six places. */
  static ClusteredValues read(Path csv, String variant) throws IOException {
    Map<String, List<Long>> units = new LinkedHashMap<>();
    for (String line : Files.readAllLines(csv)) {
      String[] fields = line.split(",");
      if (fields[1].equals(variant)) {
        long micros = Math.round(Double.parseDouble(fields[2]) * 1e6);
        units.computeIfAbsent(fields[0], _ -> new ArrayList<>()).add(micros);
      }
    }
    return new ClusteredValues(List.copyOf(units.values()));
  }

  Histogram histogram() {
    return histogram(units.stream().flatMap(List::stream).toList());
  }

  static Histogram histogram(List<Long> values) {
    TreeMap<Integer, Long> events = new TreeMap<>();
    values.forEach(value -> events.merge(Buckets.of(value), 1L, Long::sum));
    return new Histogram(events);
  }

  QuantileScan scan(double nu) {
    QuantileScan scan = QuantileScan.empty(QuantileScan.edgesAround(histogram(), nu));
    for (List<Long> unit : units) {
      scan = scan.plus(histogram(unit));
    }
    return scan;
  }

  HistogramQuantile.Result estimate(double nu) {
    return HistogramQuantile.estimate(histogram(), nu, scan(nu), 1e-6);
  }

  long size() {
    return units.stream().mapToLong(List::size).sum();
  }

  /** The standard error of the quantile, in the values' own unit. */
  double standardError(double nu) {
    List<Integer> buckets = units.stream().flatMap(List::stream).map(Buckets::of).sorted().toList();
    int size = buckets.size();
    int bucket = buckets.get((int) Math.ceil(nu * size) - 1);
    int below = buckets.stream().filter(it -> it < bucket).reduce(-9_999, Math::max);
    double low = share(below);
    double position = (nu - low) / (share(bucket) - low);
    double variance = variance(below) + position * (variance(bucket) - variance(below));
    double error = Math.sqrt(variance);
    double from = Math.min(whereShareIs(nu - 2 * error, buckets), Buckets.lower(bucket - 2));
    double to = Math.max(whereShareIs(nu + 2 * error, buckets), Buckets.upper(bucket + 2));
    double fromShare = from == Buckets.lower(bucket - 2) ? share(bucket - 3) : nu - 2 * error;
    double toShare = to == Buckets.upper(bucket + 2) ? share(bucket + 2) : nu + 2 * error;
    return error * (to - from) / (toShare - fromShare) / 1e6;
  }

  private static double whereShareIs(double share, List<Integer> sorted) {
    double rank = share * sorted.size();
    int bucket = sorted.get((int) Math.ceil(rank) - 1);
    double position =
        (rank - sorted.indexOf(bucket)) / (sorted.lastIndexOf(bucket) + 1 - sorted.indexOf(bucket));
    return Math.pow(Buckets.lower(bucket), 1 - position)
        * Math.pow(Buckets.upper(bucket), position);
  }

  private double share(int bucket) {
    return upTo(bucket).stream().mapToDouble(it -> it).sum() / size();
  }

  private List<Double> upTo(int bucket) {
    return units.stream()
        .map(unit -> (double) unit.stream().filter(it -> Buckets.of(it) <= bucket).count())
        .toList();
  }

  /** Of Y/N, from s² of y, s² of n and their covariance, as textbooks have it. */
  double variance(int bucket) {
    List<Double> y = upTo(bucket);
    double[] n = units.stream().mapToDouble(List::size).toArray();
    double meanY = y.stream().mapToDouble(it -> it).average().orElseThrow();
    double meanN = java.util.Arrays.stream(n).average().orElseThrow();
    double yy = 0;
    double yn = 0;
    double nn = 0;
    for (int i = 0; i < n.length; i++) {
      yy += (y.get(i) - meanY) * (y.get(i) - meanY);
      yn += (y.get(i) - meanY) * (n[i] - meanN);
      nn += (n[i] - meanN) * (n[i] - meanN);
    }
    double ratio = meanY / meanN;
    return (yy - 2 * ratio * yn + ratio * ratio * nn) / (n.length - 1) / n.length / (meanN * meanN);
  }
}
