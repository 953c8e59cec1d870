package plumbline.system.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.CatalogueReference;
import plumbline.proto.assignment.v1.CreateExperimentRequest;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.system.Experiments;
import plumbline.system.Stack;

/** The catalogue of metrics, as people see and change it. */
class MetricsTest {
  private static final Visitor EXPERIMENTER = Visitor.as("experimenter");
  private static final Visitor ANALYST = Visitor.as("analyst");

  @Test
  void aMetricIsMadeReadInWordsAndGetsAVersion() {
    make("metrics-bought", Map.of("window", "7"));

    var first = ANALYST.get("/metrics/metrics-bought").text();
    assertThat(first)
        .contains(
            "Share of units with at least one \u201cpurchase\u201d event within 7 days of first"
                + " exposure.")
        .contains("Higher is better", "business", "shop team", "Definition, version 1");
    assertThat(EXPERIMENTER.get("/metrics/metrics-bought/edit").body())
        .contains("name=\"window\" value=\"7\"", "name=\"version\" value=\"1\"");

    var next = fields(Map.of("version", "1", "window", "14"));
    var saved = EXPERIMENTER.post("/metrics/metrics-bought", next);
    assertThat(saved.status()).as(saved.text()).isEqualTo(303);
    var second = ANALYST.get(saved.location()).text();
    assertThat(second)
        .contains("within 14 days", "Definition, version 2", "metric.window : 604800s")
        .contains("1209600s");
    assertThat(ANALYST.get(saved.location()).body())
        .contains("href=\"/metrics/metrics-bought?version=1\"")
        .doesNotContain("?version=2\"");
    assertThat(ANALYST.get("/metrics/metrics-bought?version=1").text())
        .contains("within 7 days", "This is version 1; the newest is version 2");

    next.put("owner", "another team");
    var stale = EXPERIMENTER.post("/metrics/metrics-bought", next);
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.text()).contains("Nothing was changed", "is at version 2, not 1");
    assertThat(stale.body()).contains("value=\"another team\"");
  }

  @Test
  void whatIsWrongIsSaidAtItsFieldAndWhatWasTypedStays() {
    var noNumber = fields(Map.of("key", "metrics-wrong", "quantile", "a lot"));
    var unread = EXPERIMENTER.post("/metrics", noNumber);
    assertThat(unread.status()).isEqualTo(400);
    assertThat(unread.body())
        .contains("id=\"f-quantile-wrong\"", "value=\"a lot\"", "value=\"shop team\"");

    var sent = fields(Map.of("key", "No Key", "quantile", "0.9", "owner", ""));
    var refused = EXPERIMENTER.post("/metrics", sent);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body())
        .contains("id=\"f-key-wrong\"", "id=\"f-quantile-wrong\"", "id=\"f-owner-wrong\"")
        .contains("aria-invalid=\"true\"", "value=\"No Key\"")
        .contains("value=\"METRIC_KIND_PROPORTION\" selected");
    assertThat(refused.text()).contains("Owner : is needed in the catalogue");
  }

  @Test
  void hostileTextIsShownAsItIs() {
    var hostile = "<script>alert('m')</script>\"><img src=x>";
    make("metrics-hostile", Map.of("description", hostile, "event_filter", "plan == \"<b>\""));

    for (var path : new String[] {"/metrics/metrics-hostile", "/metrics/metrics-hostile/edit"}) {
      assertThat(ANALYST.get("/metrics/metrics-hostile").text()).contains(hostile);
      assertThat(EXPERIMENTER.get(path).body())
          .contains("&lt;script&gt;")
          .doesNotContain("<script>alert", "<img src=x", "<b>");
    }
  }

  @Test
  void whatARoleMayNotDoIsNeitherOfferedNorDone() {
    make("metrics-kept", Map.of());

    assertThat(ANALYST.get("/metrics").body()).doesNotContain("/metrics/new");
    assertThat(ANALYST.get("/metrics/metrics-kept").body())
        .doesNotContain("/archive", "/edit", "New version");
    assertThat(ANALYST.post("/metrics/metrics-kept/archive", Map.of()).status()).isEqualTo(403);
    assertThat(ANALYST.post("/metrics", fields(Map.of("key", "metrics-other"))).status())
        .isEqualTo(403);
    assertThat(ANALYST.post("/metrics/metrics-kept", fields(Map.of("version", "1"))).status())
        .isEqualTo(403);
    assertThat(ANALYST.get("/metrics/metrics-kept/edit").status()).isEqualTo(403);
    assertThat(EXPERIMENTER.get("/metrics/metrics-kept").text()).contains("Take it out of use");
    assertThat(ANALYST.get("/metrics/metrics-other").status()).isEqualTo(404);
  }

  @Test
  void theListIsSearchedAndWhatIsArchivedIsLeftOut() {
    make("metrics-found", Map.of("owner", "team of the list"));
    make("metrics-gone", Map.of("owner", "team of the list"));
    assertThat(EXPERIMENTER.post("/metrics/metrics-gone/archive", Map.of()).status())
        .isEqualTo(303);

    assertThat(ANALYST.get("/metrics?owner=team+of+the+list").text())
        .contains("metrics-found")
        .doesNotContain("metrics-gone");
    assertThat(ANALYST.get("/metrics?owner=team+of+the+list&archived=true").text())
        .contains("metrics-found", "metrics-gone archived");
    assertThat(ANALYST.get("/metrics?text=no+such+thing").text())
        .contains("No metric is like that.");
    assertThat(ANALYST.get("/metrics?owner=team+of+the+list&category=METRIC_CATEGORY_CRASH").text())
        .doesNotContain("metrics-found");
    assertThat(EXPERIMENTER.get("/metrics/metrics-gone").text())
        .contains("Archived")
        .doesNotContain("Take it out of use");
  }

  @Test
  void whoUsesItIsListed() {
    make("metrics-used", Map.of());
    var metric =
        ExperimentMetric.newBuilder()
            .setRole(MetricRole.METRIC_ROLE_PRIMARY)
            .setCatalogue(CatalogueReference.newBuilder().setKey("metrics-used"))
            .build();
    var request =
        CreateExperimentRequest.newBuilder()
            .setKey("metrics-user")
            .setDefinition(Experiments.definition("control", "treatment").addMetrics(metric));
    Stack.as("experimenter").experiments().createExperiment(request.build());

    var page = ANALYST.get("/metrics/metrics-used");
    assertThat(page.body()).contains("href=\"/experiments/metrics-user\"");
    assertThat(page.text()).contains("A test draft primary version 1");
  }

  private static void make(String key, Map<String, String> more) {
    var fields = fields(more);
    fields.put("key", key);
    var made = EXPERIMENTER.post("/metrics", fields);
    assertThat(made.status()).as(made.text()).isEqualTo(303);
    assertThat(made.location()).isEqualTo("/metrics/" + key);
  }

  private static Map<String, String> fields(Map<String, String> more) {
    var fields = new HashMap<String, String>();
    fields.put("kind", "METRIC_KIND_PROPORTION");
    fields.put("event_name", "purchase");
    fields.put("direction", "METRIC_DIRECTION_INCREASE");
    fields.put("category", "METRIC_CATEGORY_BUSINESS");
    fields.put("owner", "shop team");
    fields.putAll(more);
    return fields;
  }
}
