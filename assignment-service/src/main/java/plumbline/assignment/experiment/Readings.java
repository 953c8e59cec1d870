package plumbline.assignment.experiment;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import plumbline.assignment.database.CallersContext;
import plumbline.assignment.metric.Catalogue;
import plumbline.assignment.planning.Planner;
import plumbline.kit.database.DatabaseFailures;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.PlanReading;
import plumbline.proto.assignment.v1.SubmissionObstacle;

/** Reads plans, and what the catalogue has to say about a draft's metrics. */
@ApplicationScoped
public class Readings {
  private final Planner planner;

  @Inject
  Readings(Planner planner) {
    this.planner = planner;
  }

  /** How an experiment's plan was understood, as things stand now. */
  public Uni<PlanReading> of(Experiment experiment) {
    // Boundaries of many looks are integrals: not on the event loop.
    var read =
        Uni.createFrom()
            .item(() -> planner.read(experiment))
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    return CallersContext.now().resume(read).chain(reading -> withNotes(experiment, reading));
  }

  private static Uni<PlanReading> withNotes(Experiment experiment, PlanReading reading) {
    var definition = experiment.getDefinition();
    if (!Planner.isSubmittable(experiment) || !Catalogue.isReferredTo(definition)) {
      return Uni.createFrom().item(reading);
    }
    return Panache.withSession(
            () -> Panache.getSession().chain(session -> Catalogue.notes(session, definition)))
        .onFailure()
        .transform(DatabaseFailures::translate)
        .map(notes -> with(reading, notes));
  }

  private static PlanReading with(PlanReading reading, Catalogue.Notes notes) {
    var complete = reading.toBuilder().addAllWarnings(notes.newer());
    for (var obstacle : notes.obstacles()) {
      complete.addObstacles(
          SubmissionObstacle.newBuilder()
              .setField(obstacle.field())
              .setDescription(obstacle.description()));
    }
    return complete.build();
  }
}
