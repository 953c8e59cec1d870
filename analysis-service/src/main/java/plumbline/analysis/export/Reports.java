package plumbline.analysis.export;

import java.util.ArrayList;
import java.util.List;
import plumbline.analysis.export.ReportView.Fact;
import plumbline.analysis.export.ReportView.Section;
import plumbline.analysis.export.ReportView.Table;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.assignment.v1.AuditEntry;
import plumbline.proto.assignment.v1.Experiment;

/** Makes the report of an experiment of what is known of it. */
final class Reports {
  private Reports() {}

  static ReportView of(Experiment experiment, ExperimentResults results, List<AuditEntry> trail) {
    var definition = experiment.getDefinition();
    var plan = new PlanSection(experiment);
    var result = new ResultSection(results);
    return new ReportView(
        definition.getName(),
        experiment.getKey(),
        Times.of(results.getAsOf()),
        List.of(
            life(experiment),
            Section.of("Hypothesis", List.of(definition.getHypothesis()), List.of()),
            plan.plan(),
            plan.registration(),
            result.units(),
            result.results(),
            result.guardrails(),
            result.recommendation(),
            decision(experiment),
            steps(trail)));
  }

  private static Section life(Experiment experiment) {
    var facts =
        new ArrayList<>(
            List.of(
                new Fact("State", Words.of(experiment.getState())),
                new Fact("Version", String.valueOf(experiment.getVersion())),
                new Fact("Owner", experiment.getDefinition().getOwner()),
                new Fact("Author", experiment.getAuthor()),
                new Fact("Started", Times.of(experiment.hasStartTime(), experiment.getStartTime())),
                new Fact("Stopped", Times.of(experiment.hasStopTime(), experiment.getStopTime())),
                new Fact("Halted", Times.of(experiment.hasHaltTime(), experiment.getHaltTime())),
                new Fact(
                    "Decided", Times.of(experiment.hasDecideTime(), experiment.getDecideTime()))));
    facts.removeIf(fact -> fact.value().isEmpty());
    return Section.of("Experiment", List.of(), facts);
  }

  private static Section decision(Experiment experiment) {
    if (!experiment.hasDecision()) {
      return Section.of("Decision", List.of("Not decided yet."), List.of());
    }
    var decision = experiment.getDecision();
    var facts = new ArrayList<Fact>();
    facts.add(new Fact("Outcome", Words.of(decision.getOutcome())));
    facts.add(new Fact("Variant", decision.getVariant()));
    facts.add(new Fact("By", decision.getAuthor()));
    facts.add(new Fact("Why", decision.getReason()));
    facts.add(new Fact("Evidence", decision.getEvidence()));
    facts.add(new Fact("Against the evidence", decision.getAgainstEvidence() ? "yes" : "no"));
    facts.removeIf(fact -> fact.value().isEmpty());
    return Section.of("Decision", List.of(), facts);
  }

  private static Section steps(List<AuditEntry> trail) {
    var rows =
        trail.reversed().stream()
            .map(it ->
                List.of(
                    Times.of(it.getTime()),
                    it.getActor(),
                    it.getAction(),
                    String.valueOf(it.getVersion()),
                    it.getReason()))
            .toList();
    return Section.of(
        "Audit",
        List.of(),
        List.of(),
        new Table("Steps", List.of("When", "Who", "What", "Version", "Why"), rows));
  }
}
