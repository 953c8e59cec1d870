package plumbline.assignment.holdout;

import java.util.List;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.paging.Paging;
import plumbline.proto.assignment.v1.ListHoldoutsRequest;
import plumbline.proto.assignment.v1.ListHoldoutsResponse;

/**
 * Which holdouts.
 *
 * @param after the last key of the page before, which is that page's token; empty: the first page
 * @param size holdouts in the page, 1 to 500
 */
record HoldoutPage(String after, int size) {
  /**
   * What a request asks for.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static HoldoutPage parse(ListHoldoutsRequest request) {
    var violations = new Violations();
    var size = Paging.size(violations, request.getPageSize());
    var after = Paging.after(violations, request.getPageToken(), ExperimentKey::isValid);
    violations.throwIfAny();
    return new HoldoutPage(after, size);
  }

  /** The page, of at most one row more than it shows: that there is one says that more follow. */
  ListHoldoutsResponse render(List<HoldoutEntity> found) {
    var response = ListHoldoutsResponse.newBuilder();
    found.stream().limit(size).forEach(entity -> response.addHoldouts(entity.toDomain()));
    if (found.size() > size) {
      response.setNextPageToken(found.get(size - 1).key);
    }
    return response.build();
  }
}
