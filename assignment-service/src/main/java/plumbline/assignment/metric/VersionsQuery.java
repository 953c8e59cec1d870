package plumbline.assignment.metric;

import java.util.List;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.failure.Violations;
import plumbline.kit.paging.Paging;
import plumbline.proto.assignment.v1.ListMetricVersionsRequest;
import plumbline.proto.assignment.v1.ListMetricVersionsResponse;

/**
 * Which versions of a metric.
 *
 * @param below the last version of the page before, which is that page's token
 */
record VersionsQuery(ExperimentKey key, long below, int pageSize) {

  static VersionsQuery parse(ListMetricVersionsRequest request) {
    var violations = new Violations();
    violations.check(ExperimentKey.isValid(request.getKey()), "key", ExperimentKey.ALLOWED);
    var pageSize = Paging.size(violations, request.getPageSize());
    var below = Paging.below(violations, request.getPageToken());
    violations.throwIfAny();
    return new VersionsQuery(new ExperimentKey(request.getKey()), below, pageSize);
  }

  boolean isFirst() {
    return below == Long.MAX_VALUE;
  }

  /** The page, of at most one row more than it shows. */
  ListMetricVersionsResponse render(List<MetricVersionEntity> found) {
    var response = ListMetricVersionsResponse.newBuilder();
    found.stream().limit(pageSize).forEach(it -> response.addVersions(it.toDomain()));
    if (found.size() > pageSize) {
      response.setNextPageToken(String.valueOf(found.get(pageSize - 1).version));
    }
    return response.build();
  }
}
