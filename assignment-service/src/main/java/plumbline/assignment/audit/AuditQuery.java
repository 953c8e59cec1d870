package plumbline.assignment.audit;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.paging.Paging;
import plumbline.proto.assignment.v1.ListAuditEntriesRequest;

/**
 * Which changes.
 *
 * @param before only ids below it; the last id of the page before is that page's token
 * @param subjects empty: of anything
 * @param key empty: of any
 * @param actor empty: by anybody
 * @param start no earlier than that; null: from the beginning
 * @param end earlier than that; null: up to now
 * @param content with what it was and is, whole
 */
record AuditQuery(
    int pageSize,
    long before,
    Set<AuditSubject> subjects,
    String key,
    String actor,
    @Nullable Instant start,
    @Nullable Instant end,
    boolean content) {
  private static final int MAX_NAME = 1_000;

  /**
   * What a request asks for.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static AuditQuery parse(ListAuditEntriesRequest request) {
    var violations = new Violations();
    var pageSize = Paging.size(violations, request.getPageSize());
    var before = Paging.below(violations, request.getPageToken());
    checkSubjects(violations, request);
    Text.check(violations, "key", request.getKey(), 0, MAX_NAME);
    Text.check(violations, "actor", request.getActor(), 0, MAX_NAME);
    var start = request.hasStartTime() ? request.getStartTime() : null;
    var end = request.hasEndTime() ? request.getEndTime() : null;
    checkTime(violations, "start_time", start);
    checkTime(violations, "end_time", end);
    violations.throwIfAny();
    return new AuditQuery(
        pageSize,
        before,
        request.getSubjectsList().stream().map(AuditSubject::of).collect(Collectors.toSet()),
        request.getKey(),
        request.getActor(),
        instant(start),
        instant(end),
        request.getIncludeContent());
  }

  private static void checkSubjects(Violations violations, ListAuditEntriesRequest request) {
    for (var i = 0; i < request.getSubjectsCount(); i++) {
      var value = request.getSubjectsValue(i);
      violations.check(
          value > 0 && value <= AuditSubject.values().length,
          "subjects[" + i + "]",
          "must be a subject, such as AUDIT_SUBJECT_EXPERIMENT");
    }
  }

  private static void checkTime(Violations violations, String field, @Nullable Timestamp time) {
    violations.check(time == null || Timestamps.isValid(time), field, "is not a valid time");
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
