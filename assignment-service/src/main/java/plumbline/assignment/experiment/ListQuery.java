package plumbline.assignment.experiment;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.paging.Paging;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.ListExperimentsRequest;
import plumbline.proto.assignment.v1.ListExperimentsResponse;
import plumbline.proto.assignment.v1.Metric;

/**
 * Which experiments.
 *
 * @param after the last key of the page before, which is that page's token; empty: the first page
 * @param states by name; empty: any
 * @param author empty: anybody
 * @param text what key, name or hypothesis holds, in either case; empty: anything
 * @param like what the definition has: each field that is set, each element of each list
 * @param pageSize 1 to 500
 */
record ListQuery(
    String after,
    Set<String> states,
    String author,
    String text,
    ExperimentDefinition like,
    int pageSize) {
  private static final int MAX_NAME = 200;
  private static final int MAX_TAGS = 20;
  private static final int MAX_TAG = 64;

  /**
   * What a request asks for.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static ListQuery parse(ListExperimentsRequest request) {
    var violations = new Violations();
    var pageSize = Paging.size(violations, request.getPageSize());
    var after = Paging.after(violations, request.getPageToken(), ExperimentKey::isValid);
    for (var i = 0; i < request.getStatesCount(); i++) {
      violations.check(
          request.getStatesValue(i) > 0 && request.getStates(i) != ExperimentState.UNRECOGNIZED,
          "states[" + i + "]",
          "must be a state");
    }
    checkFilters(violations, request);
    violations.throwIfAny();
    return new ListQuery(
        after,
        request.getStatesList().stream()
            .map(ExperimentEntity::name)
            .collect(Collectors.toUnmodifiableSet()),
        request.getAuthor(),
        request.getText(),
        like(request),
        pageSize);
  }

  private static void checkFilters(Violations violations, ListExperimentsRequest request) {
    Text.check(violations, "owner", request.getOwner(), 0, MAX_NAME);
    Text.check(violations, "author", request.getAuthor(), 0, MAX_NAME);
    Text.check(violations, "text", request.getText(), 0, MAX_NAME);
    violations.check(
        request.getMetric().isEmpty() || ExperimentKey.isValid(request.getMetric()),
        "metric",
        ExperimentKey.ALLOWED);
    violations.check(request.getTagsCount() <= MAX_TAGS, "tags", "must be at most " + MAX_TAGS);
    for (var i = 0; i < Math.min(request.getTagsCount(), MAX_TAGS); i++) {
      Text.check(violations, "tags[" + i + "]", request.getTags(i), 1, MAX_TAG);
    }
  }

  private static ExperimentDefinition like(ListExperimentsRequest request) {
    var like =
        ExperimentDefinition.newBuilder()
            .setOwner(request.getOwner())
            .addAllTags(request.getTagsList());
    if (!request.getMetric().isEmpty()) {
      like.addMetrics(
          ExperimentMetric.newBuilder().setMetric(Metric.newBuilder().setKey(request.getMetric())));
    }
    return like.build();
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
