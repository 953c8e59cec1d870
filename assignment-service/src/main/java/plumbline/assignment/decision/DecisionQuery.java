package plumbline.assignment.decision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Violations;
import plumbline.kit.paging.Paging;
import plumbline.proto.assignment.v1.DecisionLogKind;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.ListDecisionsRequest;
import plumbline.proto.assignment.v1.ListDecisionsResponse;

/**
 * Which entries of the decision log.
 *
 * @param conditions in HQL, all of which hold
 * @param parameters of the conditions, by name
 */
record DecisionQuery(List<String> conditions, Map<String, Object> parameters, int pageSize) {
  private static final int MAX_TEXT = 200;

  static DecisionQuery parse(ListDecisionsRequest request) {
    var violations = new Violations();
    var pageSize = Paging.size(violations, request.getPageSize());
    var before = Paging.below(violations, request.getPageToken());
    check(violations, request);
    violations.throwIfAny();
    var query = new DecisionQuery(new ArrayList<>(), new LinkedHashMap<>(), pageSize);
    query.add("sequence < :before", "before", before);
    if (!request.getExperiment().isEmpty()) {
      query.add("experiment = :experiment", "experiment", request.getExperiment());
    }
    if (request.getKindsCount() > 0) {
      query.add("kind in :kinds", "kinds", names(request.getKindsList()));
    }
    if (request.getOutcomesCount() > 0) {
      query.add("outcome in :outcomes", "outcomes", names(request.getOutcomesList()));
    }
    if (request.getAgainstEvidence()) {
      query.add("againstEvidence = :against", "against", true);
    }
    if (!request.getText().isEmpty()) {
      // The database's idea of lower case on both sides.
      query.add("locate(lower(:text), words) > 0", "text", request.getText());
    }
    return query;
  }

  /** In HQL. */
  String text() {
    return "from DecisionLogEntity where "
        + String.join(" and ", conditions)
        + " order by sequence desc";
  }

  /** The page, of at most one row more than it shows: that there is one says that more follow. */
  ListDecisionsResponse render(List<DecisionLogEntity> found) {
    var response = ListDecisionsResponse.newBuilder();
    found.stream().limit(pageSize).forEach(row -> response.addEntries(row.toDomain()));
    if (found.size() > pageSize) {
      response.setNextPageToken(Long.toString(found.get(pageSize - 1).sequence));
    }
    return response.build();
  }

  private void add(String condition, String parameter, Object value) {
    conditions.add(condition);
    parameters.put(parameter, value);
  }

  private static List<String> names(List<? extends Enum<?>> values) {
    return values.stream().<String>map(Enum::name).toList();
  }

  private static void check(Violations violations, ListDecisionsRequest request) {
    violations.check(
        request.getExperiment().isEmpty() || ExperimentKey.isValid(request.getExperiment()),
        "experiment",
        ExperimentKey.ALLOWED);
    for (var i = 0; i < request.getKindsCount(); i++) {
      violations.check(
          request.getKindsValue(i) > 0 && request.getKinds(i) != DecisionLogKind.UNRECOGNIZED,
          "kinds[" + i + "]",
          "must be a kind");
    }
    for (var i = 0; i < request.getOutcomesCount(); i++) {
      violations.check(
          request.getOutcomesValue(i) > 0 && request.getOutcomes(i) != DecisionOutcome.UNRECOGNIZED,
          "outcomes[" + i + "]",
          "must be an outcome");
    }
    Text.check(violations, "text", request.getText(), 0, MAX_TEXT);
  }
}
