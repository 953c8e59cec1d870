package plumbline.engine.statistics;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import plumbline.engine.fold.Histogram;

/**
 * What the standard error of a quantile needs of the single units of one arm: integer sums, so the
 * result does not depend on the order in which the units were read. A unit's n is the number of its
 * values; its J at an edge, how many of them are in that bucket or below it.
 *
 * @param units all of the arm's, those without a value too
 * @param sumN Σn
 * @param sumN2 Σn²
 * @param edges rising
 */
public record QuantileScan(long units, BigInteger sumN, BigInteger sumN2, List<Edge> edges) {

  /** Sums at the upper end of one bucket: ΣJ, ΣJ², ΣJ·n. */
  public record Edge(int bucket, BigInteger sumJ, BigInteger sumJ2, BigInteger sumJn) {
    private Edge plus(Edge other) {
      return new Edge(bucket, sumJ.add(other.sumJ), sumJ2.add(other.sumJ2), sumJn.add(other.sumJn));
    }
  }

  /**
   * Refuses what no units sum to.
   *
   * @throws IllegalArgumentException for less than nothing, or edges that do not rise
   */
  public QuantileScan {
    edges = List.copyOf(edges);
    if (units < 0 || sumN.signum() < 0 || sumN2.compareTo(sumN) < 0) {
      throw new IllegalArgumentException(
          "no %d units have Σn = %s and Σn² = %s".formatted(units, sumN, sumN2));
    }
    for (int i = 1; i < edges.size(); i++) {
      if (edges.get(i).bucket <= edges.get(i - 1).bucket) {
        throw new IllegalArgumentException("edges rise, not " + edges);
      }
    }
  }

  /**
   * Where to look at the units: the bucket that holds the quantile, and the next lower one that is
   * not empty. That is enough: how the units differ is asked at these two, and everything else is
   * in the arm's own histogram.
   *
   * @param arm all its units' values
   * @param nu which quantile, above 0 and below 1
   * @return one or two buckets, rising; none for an arm without a value
   */
  public static List<Integer> edgesAround(Histogram arm, double nu) {
    HistogramQuantile.require(nu);
    Cumulative cumulative = new Cumulative(arm);
    if (cumulative.total() == 0) {
      return List.of();
    }
    int index = cumulative.indexOf(nu);
    return index == 0
        ? List.of(cumulative.bucket(0))
        : List.of(cumulative.bucket(index - 1), cumulative.bucket(index));
  }

  /** Of nobody yet, to look at these buckets: the identity of {@link #plus(QuantileScan)}. */
  public static QuantileScan empty(List<Integer> buckets) {
    return new QuantileScan(
        0, BigInteger.ZERO, BigInteger.ZERO, edges(buckets, 0, new long[buckets.size()]));
  }

  /** With one more unit: its values. */
  public QuantileScan plus(Histogram unit) {
    List<Integer> buckets = buckets();
    long[] upTo = new long[buckets.size()];
    long values = 0;
    int next = 0;
    for (var bar : unit.events().entrySet()) {
      while (next < upTo.length && buckets.get(next) < bar.getKey()) {
        upTo[next++] = values;
      }
      values = Math.addExact(values, bar.getValue());
    }
    Arrays.fill(upTo, next, upTo.length, values);
    BigInteger n = BigInteger.valueOf(values);
    return plus(new QuantileScan(1, n, n.multiply(n), edges(buckets, values, upTo)));
  }

  /** With more units that have no value. */
  public QuantileScan plusWithoutValues(long more) {
    return new QuantileScan(Math.addExact(units, more), sumN, sumN2, edges);
  }

  private static List<Edge> edges(List<Integer> buckets, long values, long[] upTo) {
    BigInteger n = BigInteger.valueOf(values);
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < upTo.length; i++) {
      BigInteger j = BigInteger.valueOf(upTo[i]);
      edges.add(new Edge(buckets.get(i), j, j.multiply(j), j.multiply(n)));
    }
    return edges;
  }

  /**
   * Of both sets of units together: associative and commutative.
   *
   * @throws IllegalArgumentException if they were looked at in different places
   */
  public QuantileScan plus(QuantileScan other) {
    if (!buckets().equals(other.buckets())) {
      throw new IllegalArgumentException("%s is not %s".formatted(buckets(), other.buckets()));
    }
    List<Edge> sums = new ArrayList<>();
    for (int i = 0; i < edges.size(); i++) {
      sums.add(edges.get(i).plus(other.edges.get(i)));
    }
    return new QuantileScan(
        Math.addExact(units, other.units), sumN.add(other.sumN), sumN2.add(other.sumN2), sums);
  }

  private List<Integer> buckets() {
    return edges.stream().map(Edge::bucket).toList();
  }

  /**
   * The variance of ΣJ/Σn at the quantile, a share; between the two edges around it by its place
   * there. Of at least two units and one value.
   */
  double shareVariance(double nu) {
    double shareBelow = 0.0;
    double varianceBelow = 0.0;
    for (Edge edge : edges) {
      double share = edge.sumJ.doubleValue() / sumN.doubleValue();
      double variance = variance(edge);
      if (share >= nu) {
        double position = (nu - shareBelow) / (share - shareBelow);
        return varianceBelow + position * (variance - varianceBelow);
      }
      shareBelow = share;
      varianceBelow = variance;
    }
    return varianceBelow;
  }

  /** The delta method's: J and n are the ratio's two parts. */
  private double variance(Edge edge) {
    var share = new RatioMoments(units, edge.sumJ, sumN, edge.sumJ2, sumN2, edge.sumJn);
    return ((ArmSummary) share.summary(1.0, 1.0)).estimate().variance();
  }
}
