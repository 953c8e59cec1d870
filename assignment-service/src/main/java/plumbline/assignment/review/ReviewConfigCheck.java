package plumbline.assignment.review;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Refuses to start with a board that could never approve, or approves by itself. */
@ApplicationScoped
class ReviewConfigCheck {
  private static final int MAX = 20;

  void check(@Observes StartupEvent start, ReviewConfig config) {
    check("plumbline.review.approvals", config.approvals(), 1);
    check("plumbline.review.result-approvals", config.resultApprovals(), 0);
  }

  private static void check(String key, int value, int least) {
    if (value < least || value > MAX) {
      throw new IllegalStateException(
          "%s must be %d to %d (docs/operations.md), not %d".formatted(key, least, MAX, value));
    }
  }
}
