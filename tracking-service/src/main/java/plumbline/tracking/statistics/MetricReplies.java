package plumbline.tracking.statistics;

import java.util.List;
import plumbline.engine.fold.Aggregate;
import plumbline.engine.fold.Histogram;
import plumbline.engine.fold.MetricSums;
import plumbline.engine.fold.Term;
import plumbline.proto.tracking.v1.HistogramBucket;
import plumbline.proto.tracking.v1.MetricStatistics;
import plumbline.tracking.definitions.Definition;

/** One metric's sums as the contract says them. */
final class MetricReplies {
  private final Definition definition;
  private final boolean withCovariates;

  MetricReplies(Definition definition, boolean withCovariates) {
    this.definition = definition;
    this.withCovariates = withCovariates;
  }

  MetricStatistics.Builder render(int metric, Aggregate aggregate, long matured) {
    var sums = definition.layout().metric(aggregate, metric);
    var reply =
        MetricStatistics.newBuilder()
            .setMetric(definition.plan().metrics().get(metric).key())
            .setUnits(aggregate.analysed())
            .setMaturedUnits(matured)
            .setSumY(sum(sums, Term.Y))
            .setSumY2(product(sums, Term.Y, Term.Y))
            .setSumY3(sums.cubeOfY().toString());
    if (sums.has(Term.D)) {
      reply
          .setSumD(sum(sums, Term.D))
          .setSumD2(product(sums, Term.D, Term.D))
          .setSumYd(product(sums, Term.Y, Term.D));
    }
    if (withCovariates && sums.has(Term.X)) {
      reply
          .setSumX(sum(sums, Term.X))
          .setSumX2(product(sums, Term.X, Term.X))
          .setSumXy(product(sums, Term.X, Term.Y));
    }
    if (withCovariates && sums.has(Term.Z)) {
      reply
          .setSumZ(sum(sums, Term.Z))
          .setSumZ2(product(sums, Term.Z, Term.Z))
          .setSumXz(product(sums, Term.X, Term.Z))
          .setSumYz(product(sums, Term.Y, Term.Z))
          .setSumDz(product(sums, Term.D, Term.Z))
          .setSumXd(product(sums, Term.X, Term.D));
    }
    return reply;
  }

  private static String sum(MetricSums sums, Term term) {
    return sums.sum(term).toString();
  }

  private static String product(MetricSums sums, Term one, Term other) {
    return sums.product(one, other).toString();
  }

  static List<HistogramBucket> bars(Histogram histogram) {
    return histogram.events().entrySet().stream()
        .map(bar ->
            HistogramBucket.newBuilder().setBucket(bar.getKey()).setEvents(bar.getValue()).build())
        .toList();
  }
}
