package plumbline.tracking.sender;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.paging.Paging;
import plumbline.proto.tracking.v1.ListSendersRequest;

/**
 * Which senders.
 *
 * @param lastAt with {@code lastId}, what the page before ended with: only those heard of earlier
 * @param incomplete only those with something missing or dropped
 */
record SenderQuery(int pageSize, OffsetDateTime lastAt, long lastId, boolean incomplete) {
  private static final Pattern TOKEN = Pattern.compile("([0-9]{1,16})-([0-9]{1,18})");
  private static final OffsetDateTime LATEST =
      OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  /**
   * What a request asks for.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static SenderQuery parse(ListSendersRequest request) {
    var violations = new Violations();
    var pageSize = Paging.size(violations, request.getPageSize());
    var token = Paging.after(violations, request.getPageToken(), it -> TOKEN.matcher(it).matches());
    violations.throwIfAny();
    var parts = TOKEN.matcher(token);
    if (!parts.matches()) {
      return new SenderQuery(pageSize, LATEST, Long.MAX_VALUE, request.getIncomplete());
    }
    var lastAt = Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS);
    return new SenderQuery(
        pageSize,
        lastAt.atOffset(ZoneOffset.UTC),
        Long.parseLong(parts.group(2)),
        request.getIncomplete());
  }

  /** The token of a page that ends with it. */
  static String token(Instant lastAt, long id) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, lastAt) + "-" + id;
  }
}
