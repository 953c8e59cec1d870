package plumbline.assignment.flag;

import java.util.Optional;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.assignment.flag.FlagWrites.Note;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.ArchiveFlagRequest;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.RestoreFlagRequest;
import plumbline.proto.assignment.v1.UpdateFlagRequest;

/**
 * Something that somebody wants to do to a flag.
 *
 * @param expectedVersion the version that was seen; 0: whatever it is
 * @param definition what is to take the place of the one before; empty where it stays
 * @param reason empty where none was given
 * @param actor the authenticated principal's name
 */
record FlagStep(
    String key,
    long expectedVersion,
    Optional<FlagDefinition> definition,
    String reason,
    String actor) {
  private static final int MAX_REASON = 4_000;

  /**
   * What a request asks for.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static FlagStep parse(UpdateFlagRequest request, Principal principal) {
    var violations = new Violations();
    violations.check(
        request.getExpectedVersion() > 0,
        "expected_version",
        "must be the version that you read and changed, so that nobody's work is lost");
    violations.check(request.hasDefinition(), "definition", "is needed");
    FlagRules.check(violations, request.getDefinition());
    var step =
        new FlagStep(
            request.getKey(),
            request.getExpectedVersion(),
            Optional.of(request.getDefinition()),
            request.getReason(),
            principal.name());
    return step.checked(violations);
  }

  /**
   * What a request asks for.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static FlagStep parse(ArchiveFlagRequest request, Principal principal) {
    return parse(request.getKey(), request.getExpectedVersion(), request.getReason(), principal);
  }

  /**
   * What a request asks for.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static FlagStep parse(RestoreFlagRequest request, Principal principal) {
    return parse(request.getKey(), request.getExpectedVersion(), request.getReason(), principal);
  }

  private static FlagStep parse(
      String key, long expectedVersion, String reason, Principal principal) {
    var violations = new Violations();
    violations.check(
        expectedVersion >= 0, "expected_version", "must be 0 (whatever it is) or a version");
    return new FlagStep(key, expectedVersion, Optional.empty(), reason, principal.name())
        .checked(violations);
  }

  Note note(String action) {
    return new Note(action, actor, reason);
  }

  private FlagStep checked(Violations violations) {
    violations.check(ExperimentKey.isValid(key), "key", ExperimentKey.ALLOWED);
    Text.check(violations, "reason", reason, 0, MAX_REASON);
    violations.throwIfAny();
    return this;
  }
}
