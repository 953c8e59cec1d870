package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.assignment.definition.TrafficShare;
import plumbline.assignment.experiment.ExperimentChanges.Note;
import plumbline.kit.definition.Times;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.TrafficStep;

/**
 * Lets a larger share of the units take part, by somebody's hand or by the definition's ramp. The
 * share only grows: who was let in stays in, with the same variant.
 */
@ApplicationScoped
public class Ramps {
  private static final int MOST_STEPS = 100;

  private final ExperimentChanges changes;

  @Inject
  Ramps(ExperimentChanges changes) {
    this.changes = changes;
  }

  /**
   * Lets as many take part as somebody wants; nothing changes if they do already.
   *
   * @throws Failure.NotFound if there is no such experiment
   * @throws Failure.Stale if it is not at the expected version
   * @throws Failure.Refused if it is not running, or fewer would take part than do
   */
  Uni<Experiment> grow(TrafficGrowth wanted) {
    return changes.change(
        wanted.key(),
        wanted.expectedVersion(),
        (entity, work) -> Uni.createFrom().item(grow(wanted, entity, work.now())));
  }

  /**
   * Takes the step of the definition's ramp that is due, unless that many take part already: also
   * where another replica was first, or somebody's hand, or a stop.
   */
  public Uni<Experiment> growAsPlanned(ExperimentKey key) {
    return changes.change(
        key,
        0,
        (entity, work) ->
            Uni.createFrom()
                .item(
                    DueStep.of(entity.toDomain(), work.now())
                        .map(due -> apply(entity, due.traffic(), work.now(), "", due.reason()))));
  }

  /** How an experiment begins. */
  static TrafficStep first(ExperimentDefinition definition, Instant start, String starter) {
    return step(TrafficShare.atStart(definition), start, starter, "start");
  }

  private static Optional<Note> grow(TrafficGrowth wanted, ExperimentEntity entity, Instant now) {
    entity.become(Lifecycle.after(wanted.key(), entity.state(), Action.RAMP));
    var current = entity.toDomain();
    var traffic = TrafficShare.now(current);
    if (wanted.traffic() == traffic) {
      return Optional.empty();
    }
    refuseShrinking(wanted, traffic);
    if (current.getTrafficStepsCount() >= MOST_STEPS) {
      throw new Failure.Refused(
          "the traffic of experiment '%s' has been changed %d times, which is the most that is kept"
              .formatted(wanted.key(), MOST_STEPS));
    }
    return Optional.of(apply(entity, wanted.traffic(), now, wanted.actor(), wanted.reason()));
  }

  private static void refuseShrinking(TrafficGrowth wanted, double traffic) {
    if (wanted.traffic() < traffic) {
      throw new Failure.Refused(
          "experiment '%s' has %s %% of the traffic, which can only grow: at %s %%, units that were"
                  .formatted(wanted.key(), percent(traffic), percent(wanted.traffic()))
              + " treated would be thrown out; to end it for everybody, stop or halt it");
    }
  }

  private static Note apply(
      ExperimentEntity entity, double traffic, Instant now, String actor, String reason) {
    entity.grow(step(traffic, now, actor, reason));
    return new Note(Action.RAMP, actor, reason);
  }

  private static TrafficStep step(double traffic, Instant time, String author, String reason) {
    return TrafficStep.newBuilder()
        .setTime(Times.timestamp(time))
        .setTraffic(traffic)
        .setAuthor(author)
        .setReason(reason)
        .build();
  }

  private static String percent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
  }
}
