package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Refusals.invalidFields;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.ListExperimentsRequest;
import plumbline.proto.assignment.v1.MetricKind;

/** Which experiments a list shows. Each test marks its own by an owner that nobody else has. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ListTest {
  private final String team = Definitions.newKey("team");

  @Test
  void byOwnerExactlyAndByAuthor() {
    var own = make("own", d -> {});
    make("other", d -> d.setOwner(team + "s"));
    assertThat(list(r -> {})).containsExactly(own);
    assertThat(list(r -> r.setAuthor("ann"))).containsExactly(own);
    assertThat(list(r -> r.setAuthor("an"))).isEmpty();
    assertThat(list(r -> r.setAuthor("adam"))).isEmpty();
  }

  @Test
  void byAllOfTheTags() {
    var both = make("both", d -> d.addTags("mobile").addTags("a \"b\" %"));
    var one = make("one", d -> d.addTags("mobile"));
    make("none", d -> {});
    assertThat(list(r -> r.addTags("mobile"))).containsExactlyInAnyOrder(both, one);
    assertThat(list(r -> r.addTags("a \"b\" %").addTags("mobile"))).containsExactly(both);
    assertThat(list(r -> r.addTags("mobil"))).isEmpty();
    assertThat(list(r -> r.addTags("%"))).isEmpty();
  }

  @Test
  void byTextInKeyNameOrHypothesisInEitherCase() {
    var named = make("a", d -> d.setName("Save 100% of _time_").setHypothesis("none"));
    var thought = make("b", d -> d.setName("none").setHypothesis("Shorter FORMS\nare better"));
    var keyed = make("findme", d -> d.setName("none").setHypothesis("x"));
    assertThat(list(r -> r.setText("SAVE 100% of"))).containsExactly(named);
    assertThat(list(r -> r.setText("100_"))).as("no wildcard").isEmpty();
    assertThat(list(r -> r.setText("s%e"))).as("no wildcard").isEmpty();
    assertThat(list(r -> r.setText("_TIME_"))).containsExactly(named);
    assertThat(list(r -> r.setText("forms\nare"))).containsExactly(thought);
    assertThat(list(r -> r.setText("FindMe"))).containsExactly(keyed);
    assertThat(list(r -> r.setText("nonex"))).as("name and hypothesis apart").isEmpty();
    assertThat(list(r -> r.setText("' or true --"))).isEmpty();
    assertThat(list(r -> r.setText("\\"))).isEmpty();
  }

  @Test
  void byAMetricOfTheKey() {
    var counted =
        make(
            "m",
            d ->
                d.getMetricsBuilder(0)
                    .setMetric(Definitions.metric("clicks", MetricKind.METRIC_KIND_COUNT)));
    make("n", d -> d.setName("clicks"));
    assertThat(list(r -> r.setMetric("clicks"))).containsExactly(counted);
    assertThat(list(r -> r.setMetric("click"))).isEmpty();
    assertThat(list(r -> r.setMetric("errors"))).hasSize(2);
  }

  @Test
  void allOfThemTogetherAPageAtATime() {
    var wanted = new ArrayList<Experiment>();
    for (var i = 0; i < 7; i++) {
      var tag = i % 3 == 0 ? "no" : "yes";
      var made = make("p" + i, d -> d.addTags(tag).setHypothesis("Faster pages"));
      if (tag.equals("yes")) {
        wanted.add(i == 5 ? Flow.submit(made.getKey()) : made);
      }
    }
    wanted.sort((a, b) -> a.getKey().compareTo(b.getKey()));
    Consumer<ListExperimentsRequest.Builder> filter =
        r ->
            r.addTags("yes")
                .setAuthor("ann")
                .setText("faster")
                .setMetric("ordered")
                .addStates(ExperimentState.EXPERIMENT_STATE_DRAFT)
                .addStates(ExperimentState.EXPERIMENT_STATE_IN_REVIEW);
    for (var size = 1; size <= 5; size++) {
      assertThat(paged(size, filter)).as("pages of %d", size).isEqualTo(wanted);
    }
    assertThat(list(filter.andThen(r -> r.clearStates().addStates(state())))).hasSize(1);
  }

  @Test
  void whatIsWrongIsNamed() {
    var request =
        ListExperimentsRequest.newBuilder()
            .setOwner("o".repeat(201))
            .setAuthor("nul\0")
            .setText("t".repeat(201))
            .setMetric("Not A Key")
            .addTags("")
            .addTags("t".repeat(65));
    assertThat(invalidFields(() -> experiments(Tokens.ann()).listExperiments(request.build())))
        .containsExactlyInAnyOrder("owner", "author", "text", "metric", "tags[0]", "tags[1]");
    request.clear();
    for (var i = 0; i < 21; i++) {
      request.addTags("t" + i);
    }
    assertThat(invalidFields(() -> experiments(Tokens.ann()).listExperiments(request.build())))
        .containsExactly("tags");
  }

  private static ExperimentState state() {
    return ExperimentState.EXPERIMENT_STATE_IN_REVIEW;
  }

  private Experiment make(String prefix, Consumer<ExperimentDefinition.Builder> change) {
    var definition = Definitions.valid().setOwner(team);
    change.accept(definition);
    return Flow.create(Definitions.newKey(prefix), definition.build());
  }

  private List<Experiment> list(Consumer<ListExperimentsRequest.Builder> filter) {
    var request = ListExperimentsRequest.newBuilder().setOwner(team);
    filter.accept(request);
    return experiments(Tokens.ann()).listExperiments(request.build()).getExperimentsList();
  }

  private List<Experiment> paged(int size, Consumer<ListExperimentsRequest.Builder> filter) {
    var request = ListExperimentsRequest.newBuilder().setOwner(team).setPageSize(size);
    filter.accept(request);
    var all = new ArrayList<Experiment>();
    do {
      var page = experiments(Tokens.ann()).listExperiments(request.build());
      assertThat(page.getExperimentsCount()).isBetween(1, size);
      all.addAll(page.getExperimentsList());
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return all;
  }
}
