package plumbline.assignment.experiment;

import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.util.Optional;
import plumbline.assignment.definition.TrafficShare;
import plumbline.kit.definition.Times;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;

/**
 * The step of a definition's ramp that an experiment should be at. After a time without anybody to
 * take steps it is the last of those that were missed.
 *
 * @param traffic share of the units that should take part, more than do now
 * @param reason which step it is
 */
public record DueStep(double traffic, String reason) {
  /** The step that is due; empty if it does not run, or as many take part already. */
  public static Optional<DueStep> of(Experiment experiment, Instant now) {
    if (experiment.getState() != ExperimentState.EXPERIMENT_STATE_RUNNING) {
      return Optional.empty();
    }
    var ramp = experiment.getDefinition().getRampList();
    var moment = Times.timestamp(now);
    for (var i = ramp.size() - 1; i >= 0; i--) {
      var step = ramp.get(i);
      var due = Timestamps.add(experiment.getStartTime(), step.getAfterStart());
      if (Timestamps.compare(due, moment) <= 0) {
        return step.getTraffic() > TrafficShare.now(experiment)
            ? Optional.of(
                new DueStep(
                    step.getTraffic(), "step %d of %d of the ramp".formatted(i + 1, ramp.size())))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
