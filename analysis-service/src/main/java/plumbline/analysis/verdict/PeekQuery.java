package plumbline.analysis.verdict;

import plumbline.analysis.study.ExperimentKey;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.proto.analysis.v1.PeekAtResultsRequest;

/** What somebody wants to look at, and why. */
public record PeekQuery(ExperimentKey experiment, String reason) {
  private static final int LONGEST_REASON = 1_000;

  /**
   * What a request asks for.
   *
   * @throws Failure.Invalid naming what is wrong with it
   */
  public static PeekQuery parse(PeekAtResultsRequest request) {
    var key = new ExperimentKey(request.getExperiment());
    var violations = new Violations();
    Text.check(violations, "reason", request.getReason(), 1, LONGEST_REASON);
    violations.throwIfAny();
    return new PeekQuery(key, request.getReason());
  }
}
