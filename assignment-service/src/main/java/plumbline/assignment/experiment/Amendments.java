package plumbline.assignment.experiment;

import java.time.Instant;
import plumbline.kit.definition.Times;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.Amendment;

/** What is added to a plan after it was frozen; nothing of it is replaced. */
final class Amendments {
  private static final int MAX = 50;

  private Amendments() {}

  /** Whether the amendment is the one that was made last: it was sent again. */
  static boolean isNewest(Step step, ExperimentEntity entity) {
    var made = entity.life().getAmendmentsList();
    return !made.isEmpty()
        && made.getLast().getAuthor().equals(step.actor())
        && made.getLast().getText().equals(step.reason());
  }

  /**
   * Adds the amendment.
   *
   * @throws Failure.Refused if there are 50 already
   */
  static void add(Step step, ExperimentEntity entity, Instant now) {
    entity.life(life -> {
      if (life.getAmendmentsCount() >= MAX) {
        throw new Failure.Refused(
            "experiment '%s' was amended %d times, and takes no more: make a new one"
                .formatted(step.key(), MAX));
      }
      life.addAmendments(
          Amendment.newBuilder()
              .setTime(Times.timestamp(now))
              .setAuthor(step.actor())
              .setText(step.reason())
              .setState(entity.state()));
    });
  }
}
