package plumbline.tracking.rejection;

import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.paging.Paging;
import plumbline.proto.tracking.v1.ListRejectedEventsRequest;
import plumbline.proto.tracking.v1.RejectionReason;

/**
 * Which events.
 *
 * @param before only ids below it; the last id of the page before is that page's token
 * @param client empty: anybody's
 * @param reasons their numbers; empty: for any
 */
record RejectionQuery(int pageSize, long before, String client, Integer[] reasons) {

  /**
   * What a request asks for.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static RejectionQuery parse(ListRejectedEventsRequest request) {
    var violations = new Violations();
    var pageSize = Paging.size(violations, request.getPageSize());
    var before = Paging.below(violations, request.getPageToken());
    var client = request.getClient();
    violations.check(
        client.length() <= Rejected.MAX_CLIENT && client.chars().noneMatch(Character::isISOControl),
        "client",
        "must be at most 256 characters, without control characters");
    for (var i = 0; i < request.getReasonsCount(); i++) {
      var reason = request.getReasons(i);
      violations.check(
          reason != RejectionReason.UNRECOGNIZED
              && reason != RejectionReason.REJECTION_REASON_UNSPECIFIED,
          "reasons[" + i + "]",
          "must be a reason, such as REJECTION_REASON_TOO_OLD");
    }
    violations.throwIfAny();
    var reasons = request.getReasonsValueList().toArray(Integer[]::new);
    return new RejectionQuery(pageSize, before, client, reasons);
  }
}
