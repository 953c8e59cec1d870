package plumbline.analysis.dashboard.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumbline.analysis.page.Problem;
import plumbline.kit.failure.Violation;

class SentTest {
  @Test
  void aProblemStandsAtItsFieldUnderItsLabel() {
    var problem =
        new Problem(
            "",
            List.of(
                new Violation("metric.owner", "is needed"),
                new Violation("metric.other", "is wrong")));
    var typed =
        Sent.fresh(Map.of("owner", "me")).refused(problem, path -> path.replace("metric.", ""));

    var owner = typed.text("owner", "Owner", "Who answers for it.");

    assertThat(owner.value()).isEqualTo("me");
    assertThat(owner.wrong()).isEqualTo("is needed");
    assertThat(owner.describedBy()).isEqualTo("f-owner-hint f-owner-wrong");
    assertThat(typed.text("key", "Key", "").wrong()).isEmpty();
    assertThat(typed.problem(List.of(owner)).violations())
        .extracting(Violation::field)
        .containsExactly("Owner", "metric.other");
  }
}
