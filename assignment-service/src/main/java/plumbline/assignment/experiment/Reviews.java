package plumbline.assignment.experiment;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import plumbline.assignment.audit.AuditLog;
import plumbline.assignment.audit.AuditSubject;
import plumbline.assignment.change.Changes;
import plumbline.assignment.change.Changes.Work;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.assignment.difference.Difference;
import plumbline.assignment.review.ResultReviews;
import plumbline.assignment.review.ReviewConfig;
import plumbline.assignment.review.ReviewNotes;
import plumbline.kit.database.DatabaseFailures;
import plumbline.kit.failure.Failure;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.GetReviewResponse;
import plumbline.proto.assignment.v1.ReviewNote;
import plumbline.proto.assignment.v1.ReviewNoteKind;

/** What everybody may say of an experiment, and what a reviewer needs to know of it. */
@ApplicationScoped
class Reviews {
  private static final List<String> VERDICTS = Action.verbs(List.of(Action.APPROVE, Action.REJECT));

  private final Changes changes;
  private final ReviewConfig config;

  @Inject
  Reviews(Changes changes, ReviewConfig config) {
    this.changes = changes;
    this.config = config;
  }

  /**
   * Takes a comment down. The same again, with nothing said in between, is none.
   *
   * @throws Failure.NotFound if there is no such experiment
   * @throws Failure.Refused if it has 1,000 comments already
   */
  Uni<ReviewNote> comment(NewComment comment) {
    return changes.run(work ->
        find(work.session(), comment.key()).chain(entity -> comment(comment, entity, work)));
  }

  private static Uni<ReviewNote> comment(NewComment comment, ExperimentEntity entity, Work work) {
    var note =
        new ReviewNotes.Note(
            work.now(),
            comment.key(),
            entity.version,
            entity.preRegistrationTime,
            ReviewNoteKind.REVIEW_NOTE_KIND_COMMENT,
            comment.author(),
            comment.text());
    return ReviewNotes.newest(work.session(), comment.key())
        .chain(newest ->
            newest
                .filter(note::isSaidIn)
                .map(said -> Uni.createFrom().item(said))
                .orElseGet(() -> ReviewNotes.add(work.session(), note)));
  }

  /** Where the review has got to; {@link Failure.NotFound} if there is no such experiment. */
  Uni<GetReviewResponse> get(ExperimentKey key) {
    return Panache.withSession(() ->
            Panache.getSession()
                .chain(session -> find(session, key).chain(entity -> read(session, key, entity))))
        .onFailure()
        .transform(DatabaseFailures::translate);
  }

  private Uni<GetReviewResponse> read(
      Mutiny.Session session, ExperimentKey key, ExperimentEntity entity) {
    var review =
        GetReviewResponse.newBuilder()
            .setNeededApprovals(config.approvals())
            .setNeededResultApprovals(config.resultApprovals());
    return readPeople(review, session, key, entity)
        .chain(() -> ReviewNotes.last(session, key))
        .invoke(review::addAllNotes)
        .chain(() -> AuditLog.lastBefore(session, AuditSubject.EXPERIMENT, key.value(), VERDICTS))
        .map(reviewed -> {
          reviewed.ifPresent(json -> compare(review, json, entity));
          return review.build();
        });
  }

  private static Uni<?> readPeople(
      GetReviewResponse.Builder review,
      Mutiny.Session session,
      ExperimentKey key,
      ExperimentEntity entity) {
    return Involved.in(session, key)
        .invoke(review::addAllInvolved)
        .chain(() -> ReviewNotes.approvers(session, key, entity.preRegistrationTime))
        .invoke(review::addAllApprovers)
        .chain(() -> ResultReviews.standing(session, key))
        .invoke(standing -> review.addAllResultApprovers(standing.approvers()));
  }

  private static void compare(
      GetReviewResponse.Builder review, String json, ExperimentEntity entity) {
    var reviewed = ProtoJson.parse(json, Experiment.newBuilder());
    review
        .setLastReviewedVersion(reviewed.getVersion())
        .addAllChanges(
            Difference.between("definition", reviewed.getDefinition(), entity.definition()));
  }

  private static Uni<ExperimentEntity> find(Mutiny.Session session, ExperimentKey key) {
    return session
        .find(ExperimentEntity.class, key.value())
        .map(found -> Experiments.require(found, key));
  }
}
