package plumbline.assignment.metric;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Violations;
import plumbline.kit.paging.Paging;
import plumbline.proto.assignment.v1.ListMetricsRequest;
import plumbline.proto.assignment.v1.ListMetricsResponse;
import plumbline.proto.assignment.v1.MetricCategory;

/**
 * Which metrics.
 *
 * @param after the last key of the page before, which is that page's token; empty: the first page
 * @param categories the contract's names; empty: any
 * @param owner empty: any
 * @param text to be found in key, description or event name; empty: any
 */
record MetricQuery(
    String after,
    Set<String> categories,
    String owner,
    String text,
    boolean archivedToo,
    int pageSize) {
  private static final int MAX_TEXT = 200;

  static MetricQuery parse(ListMetricsRequest request) {
    var violations = new Violations();
    var pageSize = Paging.size(violations, request.getPageSize());
    var after = Paging.after(violations, request.getPageToken(), ExperimentKey::isValid);
    for (var i = 0; i < request.getCategoriesCount(); i++) {
      violations.check(
          request.getCategoriesValue(i) > 0
              && request.getCategories(i) != MetricCategory.UNRECOGNIZED,
          "categories[" + i + "]",
          "must be a category");
    }
    Text.check(violations, "owner", request.getOwner(), 0, MAX_TEXT);
    Text.check(violations, "text", request.getText(), 0, MAX_TEXT);
    violations.throwIfAny();
    return new MetricQuery(
        after,
        request.getCategoriesList().stream()
            .map(MetricCategory::name)
            .collect(Collectors.toUnmodifiableSet()),
        request.getOwner(),
        request.getText(),
        request.getIncludeArchived(),
        pageSize);
  }

  /** The page, of at most one row more than it shows: that there is one says that more follow. */
  ListMetricsResponse render(List<MetricVersionEntity> found) {
    var response = ListMetricsResponse.newBuilder();
    found.stream().limit(pageSize).forEach(it -> response.addMetrics(it.toDomain()));
    if (found.size() > pageSize) {
      response.setNextPageToken(found.get(pageSize - 1).metric.key);
    }
    return response.build();
  }
}
