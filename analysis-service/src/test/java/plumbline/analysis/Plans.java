package plumbline.analysis;

import io.grpc.Channel;
import plumbline.proto.analysis.v1.PlanExperimentRequest;
import plumbline.proto.analysis.v1.PlanExperimentResponse;
import plumbline.proto.analysis.v1.PlanningServiceGrpc;
import plumbline.proto.analysis.v1.StatedBaseline;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;

/** Plans that are asked for. */
final class Plans {
  private Plans() {}

  static PlanExperimentResponse plan(Channel channel, PlanExperimentRequest.Builder request) {
    return PlanningServiceGrpc.newBlockingStub(channel)
        .withCallCredentials(Callers.credentials("analyst"))
        .planExperiment(request.build());
  }

  /** More of a share. */
  static PlanExperimentRequest.Builder rate(double baseline, double mde) {
    return PlanExperimentRequest.newBuilder()
        .setStated(share(baseline))
        .setDirection(MetricDirection.METRIC_DIRECTION_INCREASE)
        .setMdeRelative(mde);
  }

  /** Control at 50 with a standard deviation of 20, and 10 % of it to be found. */
  static PlanExperimentRequest.Builder mean() {
    return PlanExperimentRequest.newBuilder()
        .setStated(
            StatedBaseline.newBuilder()
                .setKind(MetricKind.METRIC_KIND_MEAN)
                .setValue(50)
                .setStandardDeviation(20))
        .setDirection(MetricDirection.METRIC_DIRECTION_INCREASE)
        .setMdeRelative(0.1);
  }

  static StatedBaseline.Builder share(double value) {
    return StatedBaseline.newBuilder().setKind(MetricKind.METRIC_KIND_PROPORTION).setValue(value);
  }
}
