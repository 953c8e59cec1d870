package plumbline.analysis.dashboard.flags;

import java.math.BigDecimal;
import plumbline.analysis.dashboard.field.Sent;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagRule;
import plumbline.proto.assignment.v1.UpdateFlagRequest;

/**
 * A change of the share of units that a rule is for, as its form sends it; of archiving and
 * restoring, the reason alone.
 *
 * @param rule its key
 * @param share in per cent
 * @param version of the flag that was seen
 */
record NewShare(String rule, String share, String reason, String version) {
  static final NewShare NONE = new NewShare("", "", "", "");

  static NewShare of(Sent typed) {
    return new NewShare(
        typed.get("rule"), typed.get("share"), typed.get("reason"), typed.get("version"));
  }

  /**
   * The flag's definition with that share.
   *
   * @throws Failure.Invalid where a number is none, or there is no such rule
   */
  UpdateFlagRequest on(String flag, FlagDefinition definition) {
    var changed = definition.toBuilder();
    var found = false;
    for (var it : changed.getRulesBuilderList()) {
      found |= it.getKey().equals(rule) && set(it);
    }
    if (!found) {
      throw new Failure.Invalid("rule", "is none of this flag's that has a share");
    }
    return UpdateFlagRequest.newBuilder()
        .setKey(flag)
        .setExpectedVersion(number("version", version).longValue())
        .setDefinition(changed)
        .setReason(reason)
        .build();
  }

  private boolean set(FlagRule.Builder changed) {
    var fraction = number("share", share).movePointLeft(2).doubleValue();
    switch (changed.getKindCase()) {
      case ROLLOUT -> changed.getRolloutBuilder().setShare(fraction);
      case EXPERIMENT -> changed.getExperimentBuilder().setRollout(fraction);
      case FORCE, KIND_NOT_SET -> {
        return false;
      }
    }
    return true;
  }

  private static BigDecimal number(String field, String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new Failure.Invalid(field, "must be a number, such as 25");
    }
  }
}
