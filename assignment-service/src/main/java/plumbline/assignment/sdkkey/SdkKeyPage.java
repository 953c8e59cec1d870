package plumbline.assignment.sdkkey;

import java.util.List;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.paging.Paging;
import plumbline.proto.assignment.v1.ListSdkKeysRequest;
import plumbline.proto.assignment.v1.ListSdkKeysResponse;

/**
 * Which keys.
 *
 * @param after the last id of the page before, which is that page's token; empty: the first page
 * @param size keys in the page, 1 to 500
 */
record SdkKeyPage(String after, int size) {
  /**
   * What a request asks for.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static SdkKeyPage parse(ListSdkKeysRequest request) {
    var violations = new Violations();
    var size = Paging.size(violations, request.getPageSize());
    var after = Paging.after(violations, request.getPageToken(), ExperimentKey::isValid);
    violations.throwIfAny();
    return new SdkKeyPage(after, size);
  }

  /** The page, of at most one row more than it shows: that there is one says that more follow. */
  ListSdkKeysResponse render(List<SdkKeyEntity> found) {
    var response = ListSdkKeysResponse.newBuilder();
    found.stream().limit(size).forEach(entity -> response.addKeys(entity.toDomain()));
    if (found.size() > size) {
      response.setNextPageToken(found.get(size - 1).id);
    }
    return response.build();
  }
}
