package plumbline.tracking.statistics;

import com.google.protobuf.Timestamp;
import plumbline.engine.fold.Histogram;
import plumbline.engine.fold.Term;
import plumbline.engine.fold.UnitState;
import plumbline.proto.tracking.v1.UnitRecord;
import plumbline.proto.tracking.v1.UnitValues;
import plumbline.tracking.definitions.Definition;

/** Single units as the contract says them. */
final class UnitReplies {
  private static final long MICROS = 1_000_000;
  private static final int NANOS_OF_MICRO = 1_000;

  private final Definition definition;
  private final boolean withCovariates;

  UnitReplies(Definition definition, boolean withCovariates) {
    this.definition = definition;
    this.withCovariates = withCovariates;
  }

  UnitRecord render(String id, UnitState unit) {
    var plan = definition.plan();
    var reply =
        UnitRecord.newBuilder()
            .setUnit(id)
            .setVariant(plan.variants().get(unit.variant()))
            .setFirstExposure(time(unit.firstExposure()))
            .setCrossedOver(unit.crossedOver())
            .setExcluded(unit.excluded())
            .setAnalysed(unit.analysed(plan))
            .addAllSegments(unit.segments());
    for (var i = 0; i < plan.metrics().size(); i++) {
      var place = definition.layout().quantiles().indexOf(i);
      reply.addMetrics(values(i, unit, place < 0 ? Histogram.EMPTY : unit.histograms().get(place)));
    }
    return reply.build();
  }

  private UnitValues values(int metric, UnitState unit, Histogram histogram) {
    var values = definition.layout().values(metric, unit.amounts());
    var terms = definition.layout().terms(metric);
    var reply = UnitValues.newBuilder().addAllHistogram(MetricReplies.bars(histogram));
    for (var i = 0; i < values.length; i++) {
      set(reply, terms.get(i), values[i].toString());
    }
    return reply.build();
  }

  private void set(UnitValues.Builder reply, Term term, String value) {
    switch (term) {
      case Y -> reply.setY(value);
      case D -> reply.setD(value);
      case X -> reply.setX(withCovariates ? value : "");
      case Z -> reply.setZ(withCovariates ? value : "");
    }
  }

  private static Timestamp time(long micros) {
    return Timestamp.newBuilder()
        .setSeconds(Math.floorDiv(micros, MICROS))
        .setNanos((int) Math.floorMod(micros, MICROS) * NANOS_OF_MICRO)
        .build();
  }
}
