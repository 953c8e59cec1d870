package plumbline.system.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbline.localstack.Service;

/** The metrics are those that the documents list. */
class ShownMetricsTest {
  /**
   * They begin with the first event of their kind, or need a webhook that only one service has
   * here.
   */
  private static final Set<String> LATER =
      Set.of(
          "plumbline_eligibility_errors_total",
          "plumbline_fold_filter_errors_total",
          "plumbline_notification_pending",
          "plumbline_notification_delivered_total",
          "plumbline_notification_failed_total",
          "plumbline_notification_refused_total",
          "plumbline_notification_dead_total");

  @ParameterizedTest
  @EnumSource
  void aServiceShowsWhatIsListedAndNothingElseOfOurs(Service service) throws Exception {
    var listed = Surroundings.documented(service);
    var shown = Asked.of(service).ours();
    assertThat(listed).hasSizeGreaterThan(8).containsAll(shown);
    listed.removeAll(LATER);
    assertThat(shown).containsAll(listed);
  }

  @ParameterizedTest
  @EnumSource
  void allOfOursHaveAValueAndNoTaskFails(Service service) throws Exception {
    Asked.of(service);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          var ours =
              Scrape.of(service).lines().stream()
                  .filter(line -> line.startsWith("plumbline_"))
                  .toList();
          assertThat(ours).noneMatch(line -> line.endsWith(" NaN"));
          assertThat(ours)
              .filteredOn(line -> line.startsWith("plumbline_background_failing"))
              .isNotEmpty()
              .allMatch(line -> line.endsWith(" 0.0"));
        });
  }

  @Test
  void webhooksAreCountedWhereThereIsOne() throws Exception {
    assertThat(Asked.of(Service.ANALYSIS).ours())
        .contains(
            "plumbline_notification_pending",
            "plumbline_notification_delivered_total",
            "plumbline_notification_failed_total",
            "plumbline_notification_refused_total",
            "plumbline_notification_dead_total");
  }

  @Test
  void evaluationsHaveBucketsOfEveryFace() throws Exception {
    var text = Asked.of(Service.ASSIGNMENT);
    assertThat(text.families())
        .containsEntry("plumbline_assignment_evaluation_seconds", "histogram");
    assertThat(text.lines())
        .filteredOn(line -> line.startsWith("plumbline_assignment_evaluation_seconds_bucket"))
        .filteredOn(line -> line.contains("le=\"0.005\""))
        .extracting(line -> line.replaceAll(".*face=\"(\\w+)\".*", "$1"))
        .containsExactlyInAnyOrder("grpc", "rest", "flagd", "ofrep");
  }

  @Test
  void everyMethodHasItsCallsAndErrors() throws Exception {
    assertThat(Asked.of(Service.ASSIGNMENT).lines())
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("grpc_server_processing_duration_seconds_count")
                .contains(
                    "service=\"plumbline.assignment.v1.AssignmentService\"",
                    "method=\"Assign\"",
                    "statusCode=\"OK\""));
  }
}
