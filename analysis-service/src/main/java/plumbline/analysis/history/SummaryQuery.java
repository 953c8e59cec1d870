package plumbline.analysis.history;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import plumbline.analysis.study.ExperimentKey;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.paging.Paging;
import plumbline.proto.analysis.v1.ListResultsRequest;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;

/**
 * Which experiments to list.
 *
 * @param after the last key of the page before; empty: the first page
 * @param states by number
 * @param text in lower case; empty: any
 */
record SummaryQuery(String after, List<Integer> states, String text, int pageSize) {
  private static final int LONGEST_TEXT = 200;
  private static final Set<ExperimentState> STARTED =
      Set.of(
          ExperimentState.EXPERIMENT_STATE_RUNNING,
          ExperimentState.EXPERIMENT_STATE_STOPPED,
          ExperimentState.EXPERIMENT_STATE_HALTED,
          ExperimentState.EXPERIMENT_STATE_DECIDED);

  /**
   * What a request asks for.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static SummaryQuery parse(ListResultsRequest request) {
    var violations = new Violations();
    var pageSize = Paging.size(violations, request.getPageSize());
    var after = Paging.after(violations, request.getPageToken(), ExperimentKey::isValid);
    Text.check(violations, "text", request.getText(), 0, LONGEST_TEXT);
    for (var i = 0; i < request.getStatesCount(); i++) {
      var state = request.getStatesValue(i);
      violations.check(
          state > 0 && ExperimentState.forNumber(state) != null,
          "states[" + i + "]",
          "must be a state");
    }
    violations.throwIfAny();
    return new SummaryQuery(
        after, states(request), request.getText().toLowerCase(Locale.ROOT), pageSize);
  }

  private static List<Integer> states(ListResultsRequest request) {
    return request.getStatesCount() == 0
        ? STARTED.stream().map(ExperimentState::getNumber).toList()
        : request.getStatesValueList();
  }

  boolean matches(Experiment experiment) {
    var definition = experiment.getDefinition();
    return Stream.of(experiment.getKey(), definition.getName(), definition.getOwner())
        .anyMatch(it -> it.toLowerCase(Locale.ROOT).contains(text));
  }
}
