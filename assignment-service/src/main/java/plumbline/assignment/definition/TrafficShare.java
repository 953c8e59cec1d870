package plumbline.assignment.definition;

import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;

/** Which share of the eligible units takes part, in (0, 1]. */
public final class TrafficShare {
  private TrafficShare() {}

  /** The share that the experiment starts with. */
  public static double atStart(ExperimentDefinition definition) {
    return definition.hasTraffic() ? definition.getTraffic() : 1;
  }

  /** The share now: it has grown since the start, or is still what it starts with. */
  public static double now(Experiment experiment) {
    return experiment.hasTraffic() ? experiment.getTraffic() : atStart(experiment.getDefinition());
  }
}
