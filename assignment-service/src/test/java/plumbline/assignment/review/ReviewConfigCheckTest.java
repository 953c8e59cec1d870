package plumbline.assignment.review;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewConfigCheckTest {

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 1", "20, 20"})
  void aBoardThatCanApprove(int approvals, int resultApprovals) {
    assertThatCode(() -> start(approvals, resultApprovals)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, plumbline.review.approvals must be 1 to 20",
    "21, 1, plumbline.review.approvals must be 1 to 20",
    "1, -1, plumbline.review.result-approvals must be 0 to 20",
    "1, 21, plumbline.review.result-approvals must be 0 to 20",
  })
  void aBoardThatCannotIsRefusedAtTheStart(int approvals, int resultApprovals, String said) {
    assertThatThrownBy(() -> start(approvals, resultApprovals)).hasMessageContaining(said);
  }

  private static void start(int approvals, int resultApprovals) {
    var config =
        new ReviewConfig() {
          @Override
          public int approvals() {
            return approvals;
          }

          @Override
          public int resultApprovals() {
            return resultApprovals;
          }
        };
    new ReviewConfigCheck().check(new StartupEvent(), config);
  }
}
