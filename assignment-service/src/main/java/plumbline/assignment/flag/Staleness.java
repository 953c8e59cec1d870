package plumbline.assignment.flag;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import plumbline.kit.definition.Times;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.Decision;
import plumbline.proto.assignment.v1.FlagStaleness;
import plumbline.proto.assignment.v1.FlagStatus;

/**
 * Which flags somebody should look at.
 *
 * @param longAgo what was before this is long ago
 */
record Staleness(Instant longAgo) {
  /** What {@link #of} says of those that are stale, as a condition of a query. */
  static final String CONDITION =
      "f.archiveTime is null and (s.evaluateTime < :longAgo"
          + " or s.evaluateTime is null and f.createTime < :longAgo"
          + " or s.evaluateTime >= :longAgo and s.decideTime < :longAgo)";

  static Staleness at(Instant now, Duration staleAfter) {
    return new Staleness(now.minus(staleAfter));
  }

  /** The contract's status of a flag. */
  FlagStatus status(FoundFlag found) {
    var staleness = of(found);
    var status =
        FlagStatus.newBuilder()
            .setFlag(found.flag().toDomain())
            .setStaleness(staleness)
            .setAdvice(advice(staleness, found));
    var asked = found.standing().evaluateTime;
    if (asked != null) {
      status.setEvaluateTime(Times.timestamp(asked));
    }
    var bulk = found.bulkEvaluateTime();
    if (bulk != null) {
      status.setBulkEvaluateTime(Times.timestamp(bulk));
    }
    return status.build();
  }

  private FlagStaleness of(FoundFlag found) {
    var asked = found.standing().evaluateTime;
    var decided = found.standing().decideTime;
    if (found.flag().isArchived()) {
      return FlagStaleness.FLAG_STALENESS_UNSPECIFIED;
    }
    if (asked == null) {
      return found.flag().createTime.isBefore(longAgo)
          ? FlagStaleness.FLAG_STALENESS_NEVER_ASKED
          : FlagStaleness.FLAG_STALENESS_UNSPECIFIED;
    }
    if (asked.isBefore(longAgo)) {
      return FlagStaleness.FLAG_STALENESS_NO_LONGER_ASKED;
    }
    return decided != null && decided.isBefore(longAgo)
        ? FlagStaleness.FLAG_STALENESS_DECIDED
        : FlagStaleness.FLAG_STALENESS_UNSPECIFIED;
  }

  private static String advice(FlagStaleness staleness, FoundFlag found) {
    var standing = found.standing();
    return switch (staleness) {
      case FLAG_STALENESS_UNSPECIFIED, UNRECOGNIZED -> "";
      case FLAG_STALENESS_DECIDED ->
          "Experiment '%s' was decided on %s (%s), and code still asked for the flag on %s: put the outcome into the code, then archive the flag."
              .formatted(
                  standing.experiment,
                  day(requireNonNull(standing.decideTime)),
                  outcome(requireNonNull(standing.decision)),
                  day(requireNonNull(standing.evaluateTime)));
      case FLAG_STALENESS_NEVER_ASKED ->
          "It was made on %s, and no code ever asked for it alone: archive it%s."
              .formatted(day(found.flag().createTime), unlessInBulk(found));
      case FLAG_STALENESS_NO_LONGER_ASKED ->
          "Code last asked for it alone on %s: archive it%s."
              .formatted(day(requireNonNull(standing.evaluateTime)), unlessInBulk(found));
    };
  }

  /** Browsers ask for all flags at once, and only their code knows which of them it uses. */
  private static String unlessInBulk(FoundFlag found) {
    var bulk = found.bulkEvaluateTime();
    return bulk == null
        ? ""
        : ", unless code that asks for all flags at once, as it did on %s, uses it"
            .formatted(day(bulk));
  }

  private static String outcome(String json) {
    var decision = ProtoJson.parse(json, Decision.newBuilder()).build();
    return switch (decision.getOutcome()) {
      case DECISION_OUTCOME_SHIP -> "ship '" + decision.getVariant() + "'";
      case DECISION_OUTCOME_KEEP_CONTROL -> "keep control";
      case DECISION_OUTCOME_INCONCLUSIVE -> "inconclusive";
      case DECISION_OUTCOME_ABANDONED -> "abandoned";
      case DECISION_OUTCOME_UNSPECIFIED, UNRECOGNIZED -> "no outcome";
    };
  }

  private static String day(Instant time) {
    return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }
}
