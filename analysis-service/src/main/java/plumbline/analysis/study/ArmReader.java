package plumbline.analysis.study;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import plumbline.engine.analysis.Arm;
import plumbline.engine.fold.Histogram;
import plumbline.engine.fold.MetricSums;
import plumbline.engine.fold.Term;
import plumbline.engine.statistics.QuantileScan;
import plumbline.proto.tracking.v1.HistogramBucket;
import plumbline.proto.tracking.v1.MetricStatistics;

/** Reads what one arm sums to for one metric. */
final class ArmReader {
  private final MetricStatistics statistics;

  private ArmReader(MetricStatistics statistics) {
    this.statistics = statistics;
  }

  /**
   * The arm.
   *
   * @param scan of the units; the default instance where there is none
   */
  static Arm read(
      String variant, MetricStatistics statistics, plumbline.proto.tracking.v1.QuantileScan scan) {
    var reader = new ArmReader(statistics);
    return new Arm(variant, statistics.getUnits(), reader.sums(), reader.values(scan));
  }

  private MetricSums sums() {
    var terms = terms();
    var sums = new ArrayList<BigInteger>();
    terms.forEach(term -> sums.add(number(sum(term))));
    for (var a = 0; a < terms.size(); a++) {
      for (var b = a; b < terms.size(); b++) {
        sums.add(number(product(terms.get(a), terms.get(b))));
      }
    }
    sums.add(number(statistics.getSumY3()));
    return new MetricSums(terms, sums);
  }

  private List<Term> terms() {
    var ratio = !statistics.getSumD().isEmpty();
    var covariate = !statistics.getSumX().isEmpty();
    var terms = new ArrayList<Term>();
    terms.add(Term.Y);
    if (ratio) {
      terms.add(Term.D);
    }
    if (covariate) {
      terms.add(Term.X);
    }
    if (ratio && covariate) {
      terms.add(Term.Z);
    }
    return List.copyOf(terms);
  }

  private String sum(Term term) {
    return switch (term) {
      case Y -> statistics.getSumY();
      case D -> statistics.getSumD();
      case X -> statistics.getSumX();
      case Z -> statistics.getSumZ();
    };
  }

  /** Of two terms, the first not behind the other in Y, D, X, Z. */
  private String product(Term one, Term other) {
    return switch (one) {
      case Y ->
          switch (other) {
            case Y -> statistics.getSumY2();
            case D -> statistics.getSumYd();
            case X -> statistics.getSumXy();
            case Z -> statistics.getSumYz();
          };
      case D ->
          switch (other) {
            case D -> statistics.getSumD2();
            case X -> statistics.getSumXd();
            case Z -> statistics.getSumDz();
            case Y -> throw new IllegalArgumentException("Y is before D");
          };
      case X ->
          switch (other) {
            case X -> statistics.getSumX2();
            case Z -> statistics.getSumXz();
            case Y, D -> throw new IllegalArgumentException(other + " is before X");
          };
      case Z -> statistics.getSumZ2();
    };
  }

  private static BigInteger number(String decimal) {
    return new BigInteger(decimal);
  }

  private Optional<Arm.Values> values(plumbline.proto.tracking.v1.QuantileScan scan) {
    return scan.getEdgesCount() == 0
        ? Optional.empty()
        : Optional.of(new Arm.Values(histogram(), scan(scan)));
  }

  private Histogram histogram() {
    var events = new TreeMap<Integer, Long>();
    for (HistogramBucket bucket : statistics.getHistogramList()) {
      events.put(bucket.getBucket(), bucket.getEvents());
    }
    return new Histogram(events);
  }

  private static QuantileScan scan(plumbline.proto.tracking.v1.QuantileScan scan) {
    return new QuantileScan(
        scan.getUnits(),
        number(scan.getSumN()),
        number(scan.getSumN2()),
        scan.getEdgesList().stream()
            .map(edge ->
                new QuantileScan.Edge(
                    edge.getBucket(),
                    number(edge.getSumJ()),
                    number(edge.getSumJ2()),
                    number(edge.getSumJn())))
            .toList());
  }
}
