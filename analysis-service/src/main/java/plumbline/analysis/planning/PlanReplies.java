package plumbline.analysis.planning;

import plumbline.engine.planning.Direction;
import plumbline.engine.planning.MdeCurve;
import plumbline.engine.planning.SampleSizeCurve;
import plumbline.proto.analysis.v1.MdePoint;
import plumbline.proto.analysis.v1.PlanExperimentResponse;
import plumbline.proto.analysis.v1.PowerPoint;
import plumbline.proto.analysis.v1.SampleSizePoint;
import plumbline.proto.analysis.v1.StatedBaseline;
import plumbline.proto.assignment.v1.MetricDirection;

/** Plans as the contract sends them. */
final class PlanReplies {
  private PlanReplies() {}

  static PlanExperimentResponse render(PlannedExperiment planned) {
    var units = planned.units();
    var reply =
        PlanExperimentResponse.newBuilder()
            .setBaseline(baseline(planned.metric()))
            .setDirection(direction(planned.direction()))
            .addUnits(units.control())
            .addAllUnits(units.treatments())
            .setUnitsPerVariant(PlannedExperiment.smallest(units))
            .setTotalUnits(units.total())
            .setInflation(planned.plan().inflation())
            .setMaximumDays(planned.query().maximumDays())
            .addAllGuardrails(WatchReadings.of(planned))
            .setSentence(PlanWords.describe(planned));
    planned
        .time()
        .ifPresent(time -> reply.setDays(time.days()).setDaysInWholeWeeks(time.daysInWholeWeeks()));
    planned
        .detectable()
        .ifPresent(found -> reply.setDetectableMdeRelative(planned.relative(found)));
    planned.power().ifPresent(reply::setPower);
    addCurves(reply, planned);
    return reply.build();
  }

  private static void addCurves(PlanExperimentResponse.Builder reply, PlannedExperiment planned) {
    planned.powerCurve().stream()
        .map(point -> PowerPoint.newBuilder().setUnits(point.units()).setPower(point.power()))
        .forEach(reply::addPowerCurve);
    planned.mdeCurve().stream().map(point -> mdePoint(planned, point)).forEach(reply::addMdeCurve);
    planned.sampleSizeCurve().stream()
        .map(point -> sampleSizePoint(planned, point))
        .forEach(reply::addSampleSizeCurve);
  }

  private static MdePoint mdePoint(PlannedExperiment planned, MdeCurve.Point point) {
    var reply = MdePoint.newBuilder().setDays(point.days()).setUnits(point.units());
    point.difference().ifPresent(found -> reply.setMdeRelative(planned.relative(found)));
    return reply.build();
  }

  private static SampleSizePoint sampleSizePoint(
      PlannedExperiment planned, SampleSizeCurve.Point point) {
    return SampleSizePoint.newBuilder()
        .setMdeRelative(planned.relative(point.difference()))
        .setUnitsPerVariant(PlannedExperiment.smallest(point.units()))
        .setTotalUnits(point.units().total())
        .build();
  }

  private static StatedBaseline baseline(ExpectedMetric metric) {
    var value = metric.baseline().value();
    var reply = StatedBaseline.newBuilder().setKind(metric.kind()).setValue(value);
    if (!metric.isShare()) {
      reply.setStandardDeviation(Math.sqrt(metric.baseline().variance(value)));
    }
    return reply.build();
  }

  private static MetricDirection direction(Direction direction) {
    return switch (direction) {
      case INCREASE -> MetricDirection.METRIC_DIRECTION_INCREASE;
      case DECREASE -> MetricDirection.METRIC_DIRECTION_DECREASE;
    };
  }
}
