package plumbline.assignment.flag;

import java.util.List;
import java.util.function.Function;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.paging.Paging;
import plumbline.proto.assignment.v1.FlagStatus;
import plumbline.proto.assignment.v1.ListFlagsRequest;
import plumbline.proto.assignment.v1.ListFlagsResponse;

/**
 * Which flags.
 *
 * @param after the last key of the page before, which is that page's token; empty: the first page
 * @param stale whether those that are stale, and no others
 * @param archived whether those that were archived; else those in use
 * @param owner empty: anybody
 * @param size flags in the page, 1 to 500
 */
record FlagQuery(String after, boolean stale, boolean archived, String owner, int size) {
  private static final int MAX_OWNER = 200;

  /**
   * What a request asks for.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static FlagQuery parse(ListFlagsRequest request) {
    var violations = new Violations();
    var size = Paging.size(violations, request.getPageSize());
    var after = Paging.after(violations, request.getPageToken(), ExperimentKey::isValid);
    Text.check(violations, "owner", request.getOwner(), 0, MAX_OWNER);
    violations.throwIfAny();
    return new FlagQuery(
        after, request.getStale(), request.getArchived(), request.getOwner(), size);
  }

  /** The page, of at most one row more than it shows: that there is one says that more follow. */
  ListFlagsResponse render(List<FoundFlag> found, Function<FoundFlag, FlagStatus> status) {
    var response = ListFlagsResponse.newBuilder();
    found.stream().limit(size).map(status).forEach(response::addFlags);
    if (found.size() > size) {
      response.setNextPageToken(found.get(size - 1).flag().key);
    }
    return response.build();
  }
}
