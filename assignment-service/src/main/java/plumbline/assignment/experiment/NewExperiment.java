package plumbline.assignment.experiment;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.definition.Completeness;
import plumbline.assignment.definition.DefinitionRules;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.failure.Violations;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.CreateExperimentRequest;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ImportExperimentRequest;

/**
 * An experiment that is to be made.
 *
 * @param history when it ran, if it ran elsewhere; null for a draft
 */
record NewExperiment(
    ExperimentKey key, ExperimentDefinition definition, String author, @Nullable History history) {

  /** When an imported experiment ran: [start, end). */
  record History(Instant start, Instant end) {}

  static NewExperiment parse(CreateExperimentRequest request, Principal principal) {
    var violations = new Violations();
    check(violations, request.getKey(), request.hasDefinition());
    DefinitionRules.check(violations, request.getDefinition(), Completeness.DRAFT);
    violations.throwIfAny();
    return new NewExperiment(
        new ExperimentKey(request.getKey()), request.getDefinition(), principal.name(), null);
  }

  /** The history must be over at {@code now}. */
  static NewExperiment parse(ImportExperimentRequest request, Principal principal, Instant now) {
    var violations = new Violations();
    check(violations, request.getKey(), request.hasDefinition());
    DefinitionRules.check(violations, request.getDefinition(), Completeness.JUDGED);
    var start = time(violations, "start_time", request.hasStartTime(), request.getStartTime());
    var end = time(violations, "end_time", request.hasEndTime(), request.getEndTime());
    if (start != null && end != null) {
      violations.check(start.isBefore(end), "end_time", "must be after start_time");
      violations.check(!end.isAfter(now), "end_time", "must not be in the future");
    }
    violations.throwIfAny();
    return new NewExperiment(
        new ExperimentKey(request.getKey()),
        request.getDefinition(),
        principal.name(),
        start == null || end == null ? null : new History(start, end));
  }

  private static void check(Violations violations, String key, boolean hasDefinition) {
    violations.check(ExperimentKey.isValid(key), "key", ExperimentKey.ALLOWED);
    violations.check(hasDefinition, "definition", "is needed");
  }

  private static @Nullable Instant time(
      Violations violations, String field, boolean present, Timestamp time) {
    if (!violations.check(present, field, "is needed")
        || !violations.check(Timestamps.isValid(time), field, "is not a valid time")) {
      return null;
    }
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).truncatedTo(ChronoUnit.MICROS);
  }
}
