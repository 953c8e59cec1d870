package plumbline.analysis.dashboard.flags;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Values;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumbline.analysis.dashboard.trail.Trail;
import plumbline.analysis.page.Problem;
import plumbline.kit.failure.Violation;
import plumbline.proto.assignment.v1.FlagRule;
import plumbline.proto.assignment.v1.FlagStaleness;
import plumbline.proto.assignment.v1.FlagStatus;
import plumbline.proto.assignment.v1.FlagType;
import plumbline.proto.assignment.v1.RolloutRule;
import plumbline.proto.assignment.v1.UnitType;

class FlagViewsTest {
  @Test
  void aStaleFlagSaysWhyAndWhatToDo() {
    var status =
        status().toBuilder()
            .setStaleness(FlagStaleness.FLAG_STALENESS_NO_LONGER_ASKED)
            .setAdvice("Archive it.")
            .setEvaluateTime(Timestamp.newBuilder().setSeconds(86_400))
            .build();

    var row = FlagViews.row(status);

    assertThat(row.stale()).isEqualTo("No longer asked for");
    assertThat(row.advice()).isEqualTo("Archive it.");
    assertThat(row.drivenBy()).isEqualTo("a rollout to 12.5 %; a rollout to 100 %");
    assertThat(requireNonNull(row.asked()).text()).isEqualTo("2 Jan 1970 00:00 UTC");
    assertThat(FlagViews.row(status()).stale()).isEmpty();
    assertThat(FlagViews.row(status()).asked()).isNull();
  }

  @Test
  void aRefusedShareStandsAtItsRuleOnly() {
    var problem =
        new Problem("", List.of(new Violation("definition.rules[0].rollout.share", "too large")));
    var typed = new NewShare("some", "150", "", "1");

    var view = FlagViews.of(status(), Map.of(), new Trail(List.of(), false), typed, problem);

    assertThat(view.rules()).extracting(FlagView.Rule::share).containsExactly("150", "100");
    assertThat(view.rules()).extracting(FlagView.Rule::wrong).containsExactly("too large", "");
    assertThat(view.rules().getFirst().sentence())
        .isEqualTo("Gives by meaning to 12.5 % of the accounts that plan == \"pro\" is true of.");
    assertThat(view.problem().violations()).extracting(Violation::field).containsExactly("share");
  }

  private static FlagStatus status() {
    var status = FlagStatus.newBuilder();
    status
        .getFlagBuilder()
        .setKey("search")
        .getDefinitionBuilder()
        .setType(FlagType.FLAG_TYPE_STRING)
        .setUnitType(UnitType.UNIT_TYPE_ACCOUNT)
        .addRules(rollout("some", 0.125, "plan == \"pro\""))
        .addRules(rollout("rest", 1, ""));
    return status.build();
  }

  private static FlagRule rollout(String key, double share, String condition) {
    return FlagRule.newBuilder()
        .setKey(key)
        .setRollout(
            RolloutRule.newBuilder()
                .setShare(share)
                .setCondition(condition)
                .setValue(Values.of("by meaning")))
        .build();
  }
}
