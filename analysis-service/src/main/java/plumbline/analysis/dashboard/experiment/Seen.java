package plumbline.analysis.dashboard.experiment;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.GetExperimentResponse;

/**
 * An experiment as it is asked for once for a whole page; its results only where they are shown.
 */
final class Seen {
  private final GetExperimentResponse reply;
  private final Supplier<Optional<ExperimentResults>> question;
  private @Nullable Optional<ExperimentResults> results;

  Seen(GetExperimentResponse reply, Supplier<Optional<ExperimentResults>> question) {
    this.reply = reply;
    this.question = question;
  }

  GetExperimentResponse reply() {
    return reply;
  }

  /** Empty while nobody can say them. */
  Optional<ExperimentResults> results() {
    var known = results;
    if (known == null) {
      known = question.get();
      results = known;
    }
    return known;
  }

  String key() {
    return experiment().getKey();
  }

  Experiment experiment() {
    return reply.getExperiment();
  }
}
