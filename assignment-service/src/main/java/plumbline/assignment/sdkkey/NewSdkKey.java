package plumbline.assignment.sdkkey;

import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.definition.Text;
import plumbline.kit.definition.Times;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.CreateSdkKeyRequest;

/**
 * A key that is to be made.
 *
 * @param id {@code [a-z0-9][a-z0-9_-]{0,63}}
 * @param expires in the future; null: never
 * @param callsPerSecond that each replica takes, from 0 to 1,000,000; 0: as it is configured
 * @param author the authenticated principal's name
 */
record NewSdkKey(
    String id, String description, @Nullable Instant expires, int callsPerSecond, String author) {
  private static final int MAX_DESCRIPTION = 1_000;
  private static final int MAX_CALLS = 1_000_000;

  /**
   * What a request asks for.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static NewSdkKey parse(CreateSdkKeyRequest request, Principal principal, Instant now) {
    var violations = new Violations();
    violations.check(ExperimentKey.isValid(request.getId()), "id", ExperimentKey.ALLOWED);
    Text.check(violations, "description", request.getDescription(), 1, MAX_DESCRIPTION);
    violations.check(
        request.getCallsPerSecond() >= 0 && request.getCallsPerSecond() <= MAX_CALLS,
        "calls_per_second",
        "must be 1 to 1,000,000; 0: as the replicas are configured");
    var valid = !request.hasExpireTime() || Timestamps.isValid(request.getExpireTime());
    var expires = request.hasExpireTime() && valid ? Times.instant(request.getExpireTime()) : null;
    violations.check(
        valid && (expires == null || expires.isAfter(now)),
        "expire_time",
        "must be a time in the future");
    violations.throwIfAny();
    return new NewSdkKey(
        request.getId(),
        request.getDescription(),
        expires,
        request.getCallsPerSecond(),
        principal.name());
  }
}
