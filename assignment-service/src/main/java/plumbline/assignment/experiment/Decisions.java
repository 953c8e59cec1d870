package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import plumbline.assignment.change.Changes.Work;
import plumbline.assignment.database.CallersContext;
import plumbline.assignment.decision.DecisionLog;
import plumbline.assignment.decision.Evidence;
import plumbline.assignment.decision.ResultsSource;
import plumbline.assignment.experiment.ExperimentChanges.Note;
import plumbline.assignment.review.ResultReviews;
import plumbline.kit.definition.Times;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.Decision;
import plumbline.proto.assignment.v1.DecisionLogEntry;
import plumbline.proto.assignment.v1.DecisionLogKind;
import plumbline.proto.assignment.v1.Experiment;

/** Ends experiments with an outcome, which goes to the decision log with what the results say. */
@ApplicationScoped
class Decisions {
  private final Experiments experiments;
  private final ExperimentChanges changes;
  private final ResultsSource results;
  private final ResultReviews reviews;

  @Inject
  Decisions(
      Experiments experiments,
      ExperimentChanges changes,
      ResultsSource results,
      ResultReviews reviews) {
    this.experiments = experiments;
    this.changes = changes;
    this.results = results;
    this.reviews = reviews;
  }

  /**
   * Decides; safe to send again by who decided.
   *
   * @throws Failure.NotFound if there is no such experiment
   * @throws Failure.Stale if it is not at the expected version, or changed while it was decided
   * @throws Failure.Refused where its state, its results, their reviewers or an early end do not
   *     allow it
   * @throws Failure.Unavailable where the outcome needs results and nobody can say what they are
   */
  Uni<Experiment> make(NewDecision wanted) {
    return experiments
        .get(wanted.key())
        .chain(found ->
            wanted.isMadeAlready(found) ? Uni.createFrom().item(found) : make(wanted, found));
  }

  private Uni<Experiment> make(NewDecision wanted, Experiment seen) {
    DecisionRules.checkBefore(wanted, seen);
    // Asked before the transaction: it locks out every other change.
    return CallersContext.now()
        .resume(results.ask(wanted.key().value()))
        .chain(evidence ->
            changes.change(
                wanted.key(),
                wanted.expectedVersion(),
                (entity, work) -> make(wanted, evidence, entity, work)));
  }

  private Uni<Optional<Note>> make(
      NewDecision wanted, Evidence found, ExperimentEntity entity, Work work) {
    var experiment = entity.toDomain();
    if (wanted.isMadeAlready(experiment)) {
      return Uni.createFrom().item(Optional.empty());
    }
    DecisionRules.checkBefore(wanted, experiment);
    var evidence = ofThisVersion(found, experiment);
    DecisionRules.check(wanted, experiment, evidence);
    return confirmed(wanted, work).chain(() -> put(wanted, evidence, experiment, entity, work));
  }

  /** A claim needs people who took no part and confirm the results, and nobody who doubts them. */
  private Uni<Void> confirmed(NewDecision wanted, Work work) {
    return wanted.isClaim()
        ? reviews.requireConfirmed(work.session(), wanted.key())
        : Uni.createFrom().voidItem();
  }

  private static Uni<Optional<Note>> put(
      NewDecision wanted,
      Evidence evidence,
      Experiment experiment,
      ExperimentEntity entity,
      Work work) {
    var decision = decision(wanted, evidence);
    entity.life(life -> life.setDecision(decision));
    entity.decideTime = work.now();
    entity.become(Lifecycle.after(wanted.key(), entity.state(), wanted.action()));
    return DecisionLog.add(work.session(), entry(experiment, decision, work))
        .map(_ -> Optional.of(new Note(wanted.action(), wanted.actor(), wanted.reason())));
  }

  /** Results of another version are no evidence: what counts may be another since. */
  private static Evidence ofThisVersion(Evidence found, Experiment experiment) {
    return switch (found) {
      case Evidence.Known known
          when known.results().getExperimentVersion() != experiment.getVersion() ->
          new Evidence.NotAtHand("they are of another version of the experiment");
      case Evidence.Known known -> known;
      case Evidence.NotAtHand away -> away;
    };
  }

  private static Decision decision(NewDecision wanted, Evidence evidence) {
    var decision =
        Decision.newBuilder()
            .setOutcome(wanted.outcome())
            .setVariant(wanted.variant())
            .setReason(wanted.reason())
            .setAuthor(wanted.actor())
            .setAgainstEvidence(DecisionRules.isAgainst(wanted, evidence));
    evidence.addTo(decision);
    return decision.build();
  }

  private static DecisionLogEntry.Builder entry(
      Experiment experiment, Decision decision, Work work) {
    return DecisionLogEntry.newBuilder()
        .setTime(Times.timestamp(work.now()))
        .setAuthor(decision.getAuthor())
        .setKind(DecisionLogKind.DECISION_LOG_KIND_DECISION)
        .setExperiment(experiment.getKey())
        .setTitle(experiment.getDefinition().getName())
        .setHypothesis(experiment.getDefinition().getHypothesis())
        .setDecision(decision)
        .setPreRegistrationSha256(experiment.getPreRegistration().getSha256());
  }
}
