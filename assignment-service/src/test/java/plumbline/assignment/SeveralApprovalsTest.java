package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Refusals.refused;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AuditEntry;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;

/** A board of which two must approve. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@TestProfile(SeveralApprovalsTest.Two.class)
class SeveralApprovalsTest {
  private static final ExperimentState IN_REVIEW = ExperimentState.EXPERIMENT_STATE_IN_REVIEW;
  private static final ExperimentState APPROVED = ExperimentState.EXPERIMENT_STATE_APPROVED;

  /** Two of each. */
  public static final class Two implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("plumbline.review.approvals", "2", "plumbline.review.result-approvals", "2");
    }
  }

  @Test
  void twoDifferentPeopleMustApprove() {
    var key = submitted();
    var half = Flow.approve(key);
    assertThat(half.getState()).isEqualTo(IN_REVIEW);
    assertThat(Board.review(key).getApproversList()).containsExactly("rita");
    assertThat(Board.review(key).getNeededApprovals()).isEqualTo(2);
    assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> Flow.start(key)))
        .hasMessageContaining("waiting for the review board");
    assertThat(Flow.approve(key)).as("the same person again").isEqualTo(half);
    assertThat(Board.review(key).getNotesCount()).isEqualTo(1);
    assertThat(Board.say(rob(), key, Board.APPROVE).getState()).isEqualTo(APPROVED);
    assertThat(Board.review(key).getApproversList()).containsExactly("rita", "rob");
    assertThat(Life.audit(key))
        .extracting(AuditEntry::getAction)
        .containsExactly("create", "submit", "approve", "approve");
    assertThat(Life.audit(key)).extracting(AuditEntry::getActor).endsWith("rita", "rob");
    assertThat(Flow.start(key).getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_RUNNING);
  }

  @Test
  void aRejectionSendsItBackWhateverWasApproved() {
    var key = submitted();
    Flow.approve(key);
    assertThat(Board.say(rob(), key, Board.REJECT).getState())
        .isEqualTo(ExperimentState.EXPERIMENT_STATE_REJECTED);
    assertThat(Board.review(key).getApproversList()).isEmpty();
    Flow.submit(key);
    assertThat(Board.review(key).getApproversList()).as("submitted again: afresh").isEmpty();
    assertThat(Board.say(rob(), key, Board.APPROVE).getState()).isEqualTo(IN_REVIEW);
    assertThat(Flow.approve(key).getState()).isEqualTo(APPROVED);
  }

  @Test
  void whoeverTakesPartAfterwardsDoesNotCount() {
    var key = submitted();
    var bo = Board.both("bo");
    Board.say(bo, key, Board.APPROVE);
    Board.amend(bo, key, "One more thing.");
    assertThat(Flow.approve(key).getState()).isEqualTo(IN_REVIEW);
    assertThat(Board.say(rob(), key, Board.APPROVE).getState()).isEqualTo(APPROVED);
  }

  @Test
  void twoAtOnceAreTwo() throws Exception {
    for (var round = 0; round < 10; round++) {
      var key = submitted();
      Callable<Experiment> rita = () -> Flow.approve(key);
      Callable<Experiment> rob = () -> Board.say(rob(), key, Board.APPROVE);
      try (var pool = Executors.newFixedThreadPool(2)) {
        var both = pool.invokeAll(List.of(rita, rob));
        assertThat(List.of(both.get(0).get().getState(), both.get(1).get().getState()))
            .containsExactlyInAnyOrder(IN_REVIEW, APPROVED);
      }
      assertThat(Life.get(key).getState()).isEqualTo(APPROVED);
      assertThat(Board.review(key).getApproversList()).containsExactly("rita", "rob");
      assertThat(Life.audit(key)).hasSize(4);
    }
  }

  private static String rob() {
    return Board.reviewer("rob");
  }

  private static String submitted() {
    var key = Definitions.newKey("two");
    Flow.create(key, Definitions.valid().build());
    Flow.submit(key);
    return key;
  }
}
