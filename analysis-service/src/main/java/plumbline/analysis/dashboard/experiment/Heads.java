package plumbline.analysis.dashboard.experiment;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbline.analysis.dashboard.experiment.HeadView.AlertView;
import plumbline.analysis.page.Badge;
import plumbline.analysis.page.When;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.Peek;
import plumbline.proto.assignment.v1.AuditEntry;
import plumbline.proto.assignment.v1.Experiment;

/** What stands above every tab. */
@RequestScoped
class Heads {
  private final Questions questions;

  @Inject
  Heads(Questions questions) {
    this.questions = questions;
  }

  /**
   * The head of an experiment.
   *
   * @param results empty while nobody can say them
   */
  HeadView of(Experiment experiment, Optional<ExperimentResults> results) {
    var definition = experiment.getDefinition();
    var alerts = new ArrayList<AlertView>();
    halted(experiment).ifPresent(alerts::add);
    results.flatMap(it -> broken(experiment, it)).ifPresent(alerts::add);
    results.ifPresent(it -> alerts.addAll(peeked(experiment, it)));
    reviewed(experiment, results).ifPresent(alerts::add);
    if (results.isEmpty()) {
      alerts.add(unavailable());
    }
    return new HeadView(
        experiment.getKey(),
        definition.getName(),
        Badge.of(experiment.getState()),
        definition.getOwner(),
        definition.getHypothesis(),
        alerts);
  }

  private Optional<AlertView> halted(Experiment experiment) {
    if (!experiment.hasHaltTime()) {
      return Optional.empty();
    }
    var reason =
        questions.steps(experiment.getKey()).stream()
            .filter(it -> it.getAction().equals("halt"))
            .map(AuditEntry::getReason)
            .findFirst()
            .orElse("");
    return Optional.of(
        new AlertView(
            "bad",
            "Halted: control for everybody",
            reason,
            When.of(experiment.getHaltTime()),
            Tab.GUARDRAILS.path(experiment.getKey()),
            "Guardrails and the evidence"));
  }

  private static Optional<AlertView> broken(Experiment experiment, ExperimentResults results) {
    return UnitViews.isSplitBroken(results)
        ? Optional.of(
            new AlertView(
                "bad",
                "Sample ratio mismatch",
                UnitViews.sentence(results),
                null,
                Tab.HEALTH.path(experiment.getKey()),
                "All checks"))
        : Optional.empty();
  }

  private static List<AlertView> peeked(Experiment experiment, ExperimentResults results) {
    var peeks = results.getPeeksList();
    if (peeks.isEmpty()) {
      return List.of();
    }
    Peek last = peeks.getLast();
    var more =
        peeks.size() == 1 ? "" : " It was not the first time: %d peeks.".formatted(peeks.size());
    return List.of(
        new AlertView(
            "info",
            "Unplanned peek",
            "%s looked at what was withheld: “%s”.%s"
                .formatted(last.getAuthor(), last.getReason(), more),
            When.of(last.getTime()),
            Tab.RESULTS.path(experiment.getKey()) + "#peeks",
            "All peeks on record"));
  }

  private Optional<AlertView> reviewed(Experiment experiment, Optional<ExperimentResults> results) {
    return switch (experiment.getState()) {
      case EXPERIMENT_STATE_IN_REVIEW -> Optional.of(waiting(experiment));
      case EXPERIMENT_STATE_REJECTED ->
          Optional.of(
              review(
                  experiment,
                  "Sent back by the review board",
                  "It can be changed and submitted again."));
      case EXPERIMENT_STATE_STOPPED, EXPERIMENT_STATE_HALTED ->
          results.filter(ExperimentResults::hasVerdict).flatMap(_ -> unconfirmed(experiment));
      default -> Optional.empty();
    };
  }

  private AlertView waiting(Experiment experiment) {
    var review = questions.review(experiment.getKey());
    return review(
        experiment,
        "Review needed",
        "%d of %s by the review board given."
            .formatted(
                review.getApproversCount(), Labels.count(review.getNeededApprovals(), "approval")));
  }

  private Optional<AlertView> unconfirmed(Experiment experiment) {
    var review = questions.review(experiment.getKey());
    return review.getResultApproversCount() < review.getNeededResultApprovals()
        ? Optional.of(
            review(
                experiment,
                "Results to be confirmed",
                "%d of %s given, before it can be decided to ship or to keep control."
                    .formatted(
                        review.getResultApproversCount(),
                        Labels.count(review.getNeededResultApprovals(), "confirmation"))))
        : Optional.empty();
  }

  private static AlertView review(Experiment experiment, String title, String text) {
    return new AlertView(
        "info", title, text, null, Tab.REVIEW.path(experiment.getKey()), "To the review");
  }

  private static AlertView unavailable() {
    return new AlertView(
        "info",
        "Results are not available at the moment",
        "They cannot be computed just now; this page tries again by itself.",
        null,
        "",
        "");
  }
}
