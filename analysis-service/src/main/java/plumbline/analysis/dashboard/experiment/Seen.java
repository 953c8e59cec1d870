package plumbline.analysis.dashboard.experiment;

import java.util.Optional;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.GetExperimentResponse;

/**
 * An experiment as it is asked for once for a whole page.
 *
 * @param results empty while nobody can say them
 */
record Seen(GetExperimentResponse reply, Optional<ExperimentResults> results) {
  String key() {
    return experiment().getKey();
  }

  Experiment experiment() {
    return reply.getExperiment();
  }
}
