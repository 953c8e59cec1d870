package plumbline.system.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.ReviewVerdict;
import plumbline.system.Experiments;

/** All experiments at the dashboard. */
class ExperimentListTest {
  @Test
  void theFirstPageLeadsToTheList() {
    var answer = Visitor.as("analyst").get("/");

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.location()).endsWith("/experiments");
  }

  @Test
  void draftsAndStartedOnesAreInOneList() {
    Experiments.create("list-draft", definition("A list's draft"));
    Experiments.create("list-started", definition("A list's other"));
    Experiments.submit("list-started");
    Experiments.review("list-started", ReviewVerdict.REVIEW_VERDICT_APPROVE);
    Experiments.startApproved("list-started");

    var page = Visitor.as("analyst").get("/experiments?text=list-");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text())
        .contains("A list's draft list-draft Draft", "A list's other list-started Running");
    assertThat(page.body()).contains("href=\"/experiments/list-draft\"");
    assertThat(
            Visitor.as("analyst")
                .get("/experiments?text=list-&state=EXPERIMENT_STATE_RUNNING")
                .text())
        .contains("list-started")
        .doesNotContain("list-draft");
  }

  @Test
  void filtersAreKeptAndNarrowTheList() {
    var mine = definition("By owner").setOwner("list-owner").addTags("list-tag");
    Experiments.create("filter-mine", mine);
    Experiments.create("filter-other", definition("By nobody").setOwner("somebody else"));

    var page =
        Visitor.as("reviewer").get("/experiments?text=filter-&owner=list-owner&tag=list-tag");

    assertThat(page.text()).contains("filter-mine").doesNotContain("filter-other");
    assertThat(page.body())
        .contains("value=\"filter-\"", "value=\"list-owner\"", "value=\"list-tag\"");
  }

  @Test
  void pagesAreTurnedWithTheFiltersKept() {
    for (var i = 0; i < 27; i++) {
      Experiments.create("paged-%02d".formatted(i), definition("Paged").addTags("paged"));
    }

    var first = Visitor.as("analyst").get("/experiments?tag=paged");

    assertThat(first.text()).contains("paged-24").doesNotContain("paged-25");
    var next = first.body().replaceAll("(?s).*href=\"([^\"]*)\" rel=\"next\".*", "$1");
    var second = Visitor.as("analyst").get(next.replace("&amp;", "&"));
    assertThat(second.text()).contains("paged-25", "paged-26").doesNotContain("paged-24");
    assertThat(second.body()).doesNotContain("rel=\"next\"");
  }

  @Test
  void anEmptyListSaysWhatToDo() {
    assertThat(Visitor.as("analyst").get("/experiments?text=no-such-experiment").text())
        .contains("No experiment matches", "show all");
  }

  @Test
  void whatSomebodyWroteIsTextAndNothingElse() {
    Experiments.create("list-hostile", definition("<script>alert(1)</script>"));

    var page = Visitor.as("analyst").get("/experiments?text=%22%3E%3Cimg%20src=x%3E");
    var list = Visitor.as("analyst").get("/experiments?text=list-hostile");

    assertThat(page.body()).doesNotContain("<img src=x");
    assertThat(page.text()).contains("No experiment matches");
    assertThat(list.body()).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)");
  }

  @Test
  void theListIsSentAgainOnlyWhereItHasChanged() {
    Experiments.create("live-one", definition("Live"));
    var visitor = Visitor.as("analyst");
    var part = visitor.get("/experiments-live?text=live-one");
    var seen = part.body().replaceAll("(?s).*[?]seen=([a-z]+)\".*", "$1");

    assertThat(visitor.get("/experiments-live?text=live-one&seen=" + seen).status()).isEqualTo(204);
    Experiments.submit("live-one");
    assertThat(visitor.get("/experiments-live?text=live-one&seen=" + seen).text())
        .contains("In review");
  }

  @Test
  void onlyWhoMayDefineIsOfferedANewOne() {
    assertThat(Visitor.as("experimenter").get("/experiments").body())
        .contains("href=\"/experiments/new\"");
    assertThat(Visitor.as("analyst").get("/experiments").body())
        .doesNotContain("href=\"/experiments/new\"");
    assertThat(Visitor.as("analyst").get("/experiments/new").status()).isEqualTo(403);
  }

  private static ExperimentDefinition.Builder definition(String name) {
    return Experiments.definition("control", "treatment")
        .setName(name)
        .addMetrics(
            Experiments.metric(
                "orders",
                MetricKind.METRIC_KIND_PROPORTION,
                "order",
                MetricRole.METRIC_ROLE_PRIMARY));
  }
}
