package plumbline.system.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.ForcedOverride;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.system.Experiments;
import plumbline.system.Stack;

/** Experiments defined at the dashboard. */
class ExperimentFormTest {
  @Test
  void whatTheFormSaysCanBeSubmitted() {
    var saved = experimenter().post("/experiments", fields("form-whole"));

    assertThat(saved.status()).as(saved.text()).isEqualTo(303);
    assertThat(saved.location()).endsWith("/experiments/form-whole");
    assertThat(Experiments.submit("form-whole").getState())
        .isEqualTo(ExperimentState.EXPERIMENT_STATE_IN_REVIEW);
    var definition = find("form-whole").getDefinition();
    assertThat(definition.getMetricsCount()).isEqualTo(3);
    assertThat(definition.getMetrics(1).getGuardrail().getThreshold())
        .isEqualTo("< 1pp increase from control");
    assertThat(definition.getVariants(1).getPayload().getStructValue().getFieldsMap())
        .containsKey("colour");
    assertThat(definition.getPlan().getMdeRelative()).isEqualTo(0.05);
  }

  @Test
  void whatIsWrongIsSaidAtItsFieldAndWhatWasTypedStays() {
    var fields = fields("form-wrong");
    fields.put("variants[1].weight", "70");
    fields.put("guardrails[1].threshold", "a little");
    fields.put("name", "\"><script>alert(1)</script>");

    var refused = experimenter().post("/experiments", fields);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text())
        .contains("Nothing was changed", "Variants : must have weights that sum to 1")
        .contains("Guardrail 2: Threshold");
    assertThat(refused.body())
        .contains("value=\"a little\"", "aria-invalid=\"true\"")
        .contains("id=\"f-guardrails-1-threshold-wrong\"")
        .doesNotContain("<script>alert");
  }

  @Test
  void theLongestHypothesisIsTakenInAnyScript() {
    var fields = fields("form-long");
    fields.put("hypothesis", "\u306e".repeat(4_000));

    assertThat(experimenter().post("/experiments", fields).status()).isEqualTo(303);
    assertThat(find("form-long").getDefinition().getHypothesis()).hasSize(4_000);
  }

  @Test
  void whatWasSubmittedCannotBeChanged() {
    experimenter().post("/experiments", fields("form-frozen"));
    Experiments.submit("form-frozen");
    var fields = typed(experimenter().get("/experiments/form-frozen/edit").body());

    var refused = experimenter().post("/experiments/form-frozen", fields);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("Nothing was changed");
  }

  @Test
  void aNumberThatCannotBeReadIsNamed() {
    var fields = fields("form-unread");
    fields.put("plan.baseline", "0,3");

    var refused = experimenter().post("/experiments", fields);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text())
        .contains("Control's value of the primary metric : must be a number with a decimal point");
  }

  @Test
  void editingKeepsWhatTheFormDoesNotShow() {
    var definition = Experiments.definition("control", "treatment");
    definition
        .addMetrics(
            Experiments.metric(
                "orders",
                MetricKind.METRIC_KIND_PROPORTION,
                "order",
                MetricRole.METRIC_ROLE_PRIMARY))
        .addOverrides(ForcedOverride.newBuilder().setUnit("me").setVariant("treatment"));
    var before = Experiments.create("form-edit", definition);
    var page = experimenter().get("/experiments/form-edit/edit");

    var fields = typed(page.body());
    fields.put("name", "Another name");
    var saved = experimenter().post("/experiments/form-edit", fields);

    assertThat(saved.status()).as(saved.text()).isEqualTo(303);
    assertThat(find("form-edit").getDefinition())
        .isEqualTo(before.getDefinition().toBuilder().setName("Another name").build());
    var stale = experimenter().post("/experiments/form-edit", fields);
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.body()).contains("Another name");
  }

  @Test
  void theDraftsObstaclesAreSaidWhereItIsEdited() {
    var fields = fields("form-obstacles");
    fields.put("plan.baseline", "");
    fields.put("hypothesis", "");
    experimenter().post("/experiments", fields);

    assertThat(experimenter().get("/experiments/form-obstacles/edit").text())
        .contains("What submission would refuse as things stand")
        .contains("Control's value of the primary metric: is needed to submit")
        .contains("Hypothesis: is needed to submit");
  }

  @Test
  void aMetricOfTheCatalogueIsCopied() throws Exception {
    catalogue(
        """
        {"metric": {"key": "form-orders", "kind": "METRIC_KIND_PROPORTION", "eventName": "order",
        "direction": "METRIC_DIRECTION_INCREASE", "owner": "growth"}}
        """);
    var fields = fields("form-catalogue");
    fields.keySet().removeIf(it -> it.startsWith("primary."));
    fields.put("primary.source", "form-orders@1");

    assertThat(experimenter().get("/experiments/new").body()).contains("value=\"form-orders@1\"");
    assertThat(experimenter().post("/experiments/new/plan", fields).text())
        .contains("Units per variant");
    assertThat(experimenter().post("/experiments", fields).status()).isEqualTo(303);
    assertThat(find("form-catalogue").getDefinition().getMetrics(0).getMetric().getEventName())
        .isEqualTo("order");
  }

  @Test
  void thePlanFollowsWhatIsTyped() {
    var fields = fields("form-plan");

    var plan = experimenter().post("/experiments/new/plan", fields);

    assertThat(plan.status()).isEqualTo(200);
    assertThat(plan.text()).contains("To find a relative change of 5 %", "Units in all");
    assertThat(plan.body()).contains("data-chart=").doesNotContain("<html");
    fields.remove("plan.mde");
    assertThat(experimenter().post("/experiments/new/plan", fields).text())
        .contains("No plan yet", "The smallest change worth finding (MDE).");
  }

  @Test
  void theFormBeginsWithWhatThePlannerKnows() {
    var page = experimenter().get("/experiments/new?plan.mde=7&plan.baseline=0.2");

    assertThat(typed(page.body()))
        .containsEntry("plan.mde", "7")
        .containsEntry("plan.baseline", "0.2");
  }

  @Test
  void whoMayNotDefineIsRefused() {
    var analyst = Visitor.as("analyst");

    assertThat(analyst.post("/experiments", fields("form-analyst")).status()).isEqualTo(403);
    assertThat(analyst.post("/experiments/new/plan", Map.of()).status()).isEqualTo(403);
    assertThat(analyst.get("/experiments/form-whole/edit").status()).isEqualTo(403);
  }

  private static Visitor experimenter() {
    return Visitor.as("experimenter");
  }

  private static Experiment find(String key) {
    return Stack.as("analyst")
        .experiments()
        .getExperiment(GetExperimentRequest.newBuilder().setKey(key).build())
        .getExperiment();
  }

  private static void catalogue(String metric) throws Exception {
    var token = Stack.get().token("test-experimenter", Set.of("experimenter"), Duration.ofHours(1));
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + Stack.get().assignment().httpPort() + "/v1/metrics"))
            .header("authorization", "Bearer " + token)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(metric))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  /** A form that is filled in whole. */
  private static Map<String, String> fields(String key) {
    var fields = new HashMap<String, String>();
    fields.put("key", key);
    fields.put("name", "By a form");
    fields.put("hypothesis", "A shorter form is filled in more often.");
    fields.put("owner", "growth");
    fields.put("unit", "UNIT_TYPE_USER");
    fields.put("traffic", "100");
    fields.put("control", "0");
    fields.put("variants[0].key", "control");
    fields.put("variants[0].weight", "50");
    fields.put("variants[1].key", "short");
    fields.put("variants[1].weight", "50 %");
    fields.put("variants[1].payload", "{\"colour\": \"red\"}");
    fields.put("primary.key", "orders");
    fields.put("primary.kind", "METRIC_KIND_PROPORTION");
    fields.put("primary.event", "order");
    fields.put("primary.direction", "METRIC_DIRECTION_INCREASE");
    guardrail(fields, 0, "errors", "ERROR");
    guardrail(fields, 1, "slow-pages", "LATENCY");
    fields.put("plan.design", "DESIGN_FIXED_HORIZON");
    fields.put("plan.baseline", "30 %");
    fields.put("plan.mde", "5");
    fields.put("plan.units", "1,000,000");
    return fields;
  }

  private static void guardrail(Map<String, String> fields, int row, String key, String about) {
    var name = "guardrails[" + row + "].";
    fields.put(name + "key", key);
    fields.put(name + "kind", "METRIC_KIND_PROPORTION");
    fields.put(name + "event", key);
    fields.put(name + "direction", "METRIC_DIRECTION_DECREASE");
    fields.put(name + "category", "METRIC_CATEGORY_" + about);
    fields.put(name + "threshold", "< 1pp increase from control");
    fields.put(name + "action", "GUARDRAIL_ACTION_ALERT");
  }

  /** What a browser would send of the page's form, untouched. */
  private static Map<String, String> typed(String page) {
    var fields = new HashMap<String, String>();
    find(
        page,
        "<input[^>]* name=\"([^\"]+)\"[^>]*? value=\"([^\"]*)\"(?![^>]*type=\"radio\")",
        fields);
    find(page, "<textarea[^>]* name=\"([^\"]+)\"[^>]*>\\s([^<]*)</textarea>", fields);
    find(
        page,
        "<select[^>]* name=\"([^\"]+)\"[^>]*>(?:(?!</select>).)*?<option value=\"([^\"]*)\" selected",
        fields);
    find(page, "<input type=\"radio\"[^>]* name=\"([^\"]+)\" value=\"([^\"]*)\" checked", fields);
    return fields;
  }

  private static void find(String page, String pattern, Map<String, String> fields) {
    var matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
    while (matcher.find()) {
      fields.put(
          matcher.group(1),
          matcher.group(2).replace("&lt;", "<").replace("&quot;", "\"").replace("&amp;", "&"));
    }
  }
}
