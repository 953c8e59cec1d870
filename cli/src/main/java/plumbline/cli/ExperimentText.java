package plumbline.cli;

import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.GetExperimentResponse;
import plumbline.proto.assignment.v1.GetReviewResponse;
import plumbline.proto.assignment.v1.ReviewNote;

/** An experiment as plain text, line by line. */
final class ExperimentText {
  private static final String INDENT = "  ";

  private ExperimentText() {}

  static List<String> of(
      GetExperimentResponse found, String yaml, Optional<GetReviewResponse> review) {
    var experiment = found.getExperiment();
    var lines = new ArrayList<String>();
    lines.add(
        "%s: %s (%s), version %d"
            .formatted(
                experiment.getKey(),
                experiment.getDefinition().getName(),
                Words.of(experiment.getState()),
                experiment.getVersion()));
    lines.addAll(life(experiment));
    lines.add("");
    lines.add("definition");
    yaml.lines().map(INDENT::concat).forEach(lines::add);
    if (found.hasReading()) {
      lines.add("");
      lines.add("plan");
      lines.addAll(DefinitionText.reading(found.getReading()));
    }
    review.ifPresent(it -> lines.addAll(review(it)));
    return lines;
  }

  private static List<String> life(Experiment experiment) {
    var lines = new ArrayList<String>();
    var imported = experiment.getImported() ? ", imported" : "";
    add(
        lines,
        true,
        "made",
        experiment.getCreateTime(),
        " by " + experiment.getAuthor() + imported);
    add(
        lines,
        experiment.hasPreRegistration(),
        "frozen",
        experiment.getPreRegistration().getFreezeTime(),
        " by %s, SHA-256 %s"
            .formatted(
                experiment.getPreRegistration().getAuthor(),
                experiment.getPreRegistration().getSha256()));
    add(lines, experiment.hasStartTime(), "started", experiment.getStartTime(), "");
    experiment
        .getTrafficStepsList()
        .forEach(
            it -> add(lines, true, "traffic", it.getTime(), " " + Words.percent(it.getTraffic())));
    add(lines, experiment.hasStopTime(), "stopped", experiment.getStopTime(), "");
    add(lines, experiment.hasHaltTime(), "halted", experiment.getHaltTime(), "");
    add(
        lines,
        experiment.hasDecision(),
        "decided",
        experiment.getDecideTime(),
        " %s %s: %s"
            .formatted(
                Words.of(experiment.getDecision().getOutcome()),
                experiment.getDecision().getVariant(),
                experiment.getDecision().getReason())
            .replace(" :", ":"));
    experiment
        .getAmendmentsList()
        .forEach(it ->
            add(
                lines,
                true,
                "amended",
                it.getTime(),
                " by " + it.getAuthor() + ": " + it.getText()));
    return lines;
  }

  private static void add(
      List<String> lines, boolean happened, String what, Timestamp when, String more) {
    if (happened) {
      lines.add("%s%-8s %s%s".formatted(INDENT, what, Words.time(when), more));
    }
  }

  private static List<String> review(GetReviewResponse review) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("review");
    lines.add(
        "%s%d of %d approvals%s"
            .formatted(
                INDENT,
                review.getApproversCount(),
                review.getNeededApprovals(),
                by(review.getApproversList())));
    if (review.getNeededResultApprovals() > 0) {
      lines.add(
          "%sresults: %d of %d confirmations%s"
              .formatted(
                  INDENT,
                  review.getResultApproversCount(),
                  review.getNeededResultApprovals(),
                  by(review.getResultApproversList())));
    }
    review.getNotesList().stream().map(ExperimentText::note).forEach(lines::add);
    if (review.getChangesCount() > 0) {
      lines.add(
          "%ssince version %d, which was reviewed last:"
              .formatted(INDENT, review.getLastReviewedVersion()));
      DefinitionText.changes(review.getChangesList()).stream()
          .map(INDENT::concat)
          .forEach(lines::add);
    }
    return lines;
  }

  private static String note(ReviewNote note) {
    return "%s%s %s, %s: %s"
        .formatted(
            INDENT,
            Words.time(note.getTime()),
            note.getAuthor(),
            Words.of(note.getKind()),
            note.getText());
  }

  private static String by(List<String> people) {
    return people.isEmpty() ? "" : ", by " + String.join(", ", people);
  }
}
