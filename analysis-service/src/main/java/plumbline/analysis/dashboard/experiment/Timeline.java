package plumbline.analysis.dashboard.experiment;

import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import plumbline.analysis.dashboard.experiment.OverviewView.EventView;
import plumbline.analysis.page.Badge;
import plumbline.analysis.page.When;
import plumbline.engine.analysis.Figures;
import plumbline.proto.assignment.v1.AuditEntry;
import plumbline.proto.assignment.v1.Decision;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.TrafficStep;

/** What became of an experiment, oldest first. */
final class Timeline {
  private final List<EventView> events = new ArrayList<>();

  private Timeline() {}

  static List<EventView> of(Experiment experiment, List<AuditEntry> steps) {
    var timeline = new Timeline();
    timeline.add(experiment);
    steps.forEach(timeline::add);
    timeline.events.sort(Comparator.comparing(it -> it.time().iso()));
    return timeline.events;
  }

  /** What the experiment itself knows, also where its audit log says less. */
  private void add(Experiment experiment) {
    add(experiment.getCreateTime(), "Created", experiment.getAuthor(), "", "");
    if (experiment.hasPreRegistration()) {
      var frozen = experiment.getPreRegistration();
      add(
          frozen.getFreezeTime(),
          "Submitted and pre-registered; SHA-256 of the definition",
          frozen.getAuthor(),
          "",
          frozen.getSha256());
    }
    experiment.getTrafficStepsList().forEach(it -> add(experiment, it));
    if (experiment.getTrafficStepsCount() == 0 && experiment.hasStartTime()) {
      add(experiment.getStartTime(), "Started", "", experiment.getImported() ? "imported" : "", "");
    }
    for (var it : experiment.getAmendmentsList()) {
      var state = Badge.of(it.getState()).label().toLowerCase(Locale.ROOT);
      add(it.getTime(), "Plan amended while " + state, it.getAuthor(), it.getText(), "");
    }
    if (experiment.hasDecideTime()) {
      add(experiment.getDecideTime(), experiment.getDecision());
    }
  }

  private void add(Experiment experiment, TrafficStep step) {
    var first = step.equals(experiment.getTrafficSteps(0));
    add(
        step.getTime(),
        "%s with %s of the eligible units"
            .formatted(first ? "Started" : "Ramped", Figures.percent(step.getTraffic())),
        step.getAuthor(),
        first ? "" : step.getReason(),
        "");
  }

  private void add(Timestamp time, Decision decision) {
    add(
        time,
        "Decided: " + Labels.outcome(decision.getOutcome(), decision.getVariant()),
        decision.getAuthor(),
        decision.getReason(),
        "");
  }

  /** Steps that the experiment itself does not tell of in full. */
  private void add(AuditEntry step) {
    var title =
        switch (step.getAction()) {
          case "update" -> "Changed";
          case "approve" -> "Approved";
          case "reject" -> "Sent back";
          case "stop" -> "Stopped";
          case "halt" -> "Halted";
          case "review_results" -> "Results reviewed";
          default -> "";
        };
    if (!title.isEmpty()) {
      add(step.getTime(), title, step.getActor(), step.getReason(), "");
    }
  }

  private void add(Timestamp time, String title, String author, String text, String code) {
    events.add(new EventView(When.of(time), title, author, text, code));
  }
}
