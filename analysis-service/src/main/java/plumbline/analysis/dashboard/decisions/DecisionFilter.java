package plumbline.analysis.dashboard.decisions;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import plumbline.analysis.dashboard.field.Field;
import plumbline.analysis.dashboard.field.Option;
import plumbline.analysis.dashboard.field.Sent;
import plumbline.analysis.export.Words;
import plumbline.analysis.page.Links;
import plumbline.proto.assignment.v1.DecisionLogKind;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.ListDecisionsRequest;

/** Which entries of the log, as its address says it. */
public record DecisionFilter(
    @QueryParam("text") @DefaultValue("") String text,
    @QueryParam("outcome") @DefaultValue("") String outcome,
    @QueryParam("kind") @DefaultValue("") String kind,
    @QueryParam("experiment") @DefaultValue("") String experiment,
    @QueryParam("against") @DefaultValue("") String against,
    @QueryParam("page") @DefaultValue("") String page) {

  /** All of them. */
  static final DecisionFilter ALL = new DecisionFilter("", "", "", "", "", "");

  ListDecisionsRequest request() {
    var request =
        ListDecisionsRequest.newBuilder()
            .setText(text.strip())
            .setExperiment(experiment.strip())
            .setAgainstEvidence(!against.isEmpty())
            .setPageToken(page);
    outcomes().filter(it -> it.name().equals(outcome)).forEach(request::addOutcomes);
    kinds().filter(it -> it.name().equals(kind)).forEach(request::addKinds);
    return request.build();
  }

  List<Field> entries() {
    var typed = Sent.fresh(values());
    return List.of(
        typed.text("text", "Search", ""),
        typed.choice("outcome", "Outcome", "", outcomeChoices()),
        typed.choice("kind", "Kind", "", kindChoices()),
        typed.text("experiment", "Experiment's key", ""),
        typed.check("against", "Only against the evidence", ""));
  }

  boolean isSet() {
    return values().values().stream().anyMatch(it -> !it.isEmpty());
  }

  /** The same entries from that token on. */
  String from(String token) {
    var values = new HashMap<>(values());
    values.put("page", token);
    return Links.to("/decisions", values);
  }

  private Map<String, String> values() {
    return Map.of(
        "text", text,
        "outcome", outcome,
        "kind", kind,
        "experiment", experiment,
        "against", against);
  }

  private static Stream<DecisionOutcome> outcomes() {
    return Stream.of(DecisionOutcome.values())
        .filter(it -> it != DecisionOutcome.UNRECOGNIZED)
        .filter(it -> it != DecisionOutcome.DECISION_OUTCOME_UNSPECIFIED);
  }

  private static Stream<DecisionLogKind> kinds() {
    return Stream.of(DecisionLogKind.values())
        .filter(it -> it != DecisionLogKind.UNRECOGNIZED)
        .filter(it -> it != DecisionLogKind.DECISION_LOG_KIND_UNSPECIFIED);
  }

  private static List<Option> outcomeChoices() {
    return Stream.concat(
            Stream.of(new Option("", "All")),
            outcomes().map(it -> new Option(it.name(), Words.of(it))))
        .toList();
  }

  private static List<Option> kindChoices() {
    return Stream.concat(
            Stream.of(new Option("", "All")),
            kinds().map(it -> new Option(it.name(), Words.of(it) + "s")))
        .toList();
  }
}
