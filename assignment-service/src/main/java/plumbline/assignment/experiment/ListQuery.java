package plumbline.assignment.experiment;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.ListExperimentsRequest;
import plumbline.proto.assignment.v1.ListExperimentsResponse;

/**
 * Which experiments.
 *
 * @param after the last key of the page before, which is that page's token; empty: the first page
 * @param states by name; empty: any
 */
record ListQuery(String after, Set<String> states, int pageSize) {
  private static final int DEFAULT_PAGE = 50;
  private static final int MAX_PAGE = 500;

  static ListQuery parse(ListExperimentsRequest request) {
    var violations = new Violations();
    violations.check(
        request.getPageSize() >= 0 && request.getPageSize() <= MAX_PAGE,
        "page_size",
        "must be 1 to 500; 50 if 0");
    violations.check(
        request.getPageToken().isEmpty() || ExperimentKey.isValid(request.getPageToken()),
        "page_token",
        "must be a next_page_token of an earlier reply");
    for (var i = 0; i < request.getStatesCount(); i++) {
      violations.check(
          request.getStatesValue(i) > 0 && request.getStates(i) != ExperimentState.UNRECOGNIZED,
          "states[" + i + "]",
          "must be a state");
    }
    violations.throwIfAny();
    return new ListQuery(
        request.getPageToken(),
        request.getStatesList().stream()
            .map(ExperimentEntity::name)
            .collect(Collectors.toUnmodifiableSet()),
        request.getPageSize() == 0 ? DEFAULT_PAGE : request.getPageSize());
  }

  /** The page, of at most one row more than it shows: that there is one says that more follow. */
  ListExperimentsResponse render(List<ExperimentEntity> found) {
    var response = ListExperimentsResponse.newBuilder();
    found.stream().limit(pageSize).forEach(entity -> response.addExperiments(entity.toDomain()));
    if (found.size() > pageSize) {
      response.setNextPageToken(found.get(pageSize - 1).key);
    }
    return response.build();
  }
}
