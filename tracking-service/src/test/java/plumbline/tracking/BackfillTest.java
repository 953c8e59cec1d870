package plumbline.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import plumbline.proto.tracking.v1.Backfill;
import plumbline.proto.tracking.v1.CreateBackfillRequest;
import plumbline.proto.tracking.v1.GetRebuildRequest;
import plumbline.proto.tracking.v1.MetricStatistics;
import plumbline.proto.tracking.v1.RebuildStatisticsRequest;

/** What is folded later comes to what it would have come to from the beginning. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class BackfillTest {

  @Test
  void aMetricThatIsAddedLaterIsTheMetricOfATwinThatHadItFromTheBeginning() throws Exception {
    Servers.definitions().put(Crowd.experiment("later-metric", 1).build());
    Servers.definitions().put(Crowd.experiment("had-metric", 1, Crowd.perLoad()).build());
    var crowd = new Crowd(31, "later-metric", "had-metric");
    crowd.send(crowd.events("lm-", 400));
    Folded.statistics("later-metric", "");

    var asked = Backfill.newBuilder().setKey("ratio").setMetric(Crowd.perLoad());
    var kept = create("later-metric", asked.setReason("it was forgotten"));
    assertThat(kept.getAuthor()).isEqualTo("test-experimenter");
    assertThat(kept.getDefinitionVersion()).isEqualTo(1);
    assertThat(kept.hasCreateTime()).isTrue();

    Supplier<List<MetricStatistics>> later = () -> only("later-metric", "ratio", 0);
    Supplier<List<MetricStatistics>> had = () -> only("had-metric", "", 3);
    assertThat(later.get()).isEqualTo(had.get());
    assertThat(later.get()).allMatch(it -> it.getUnits() > 50 && !it.getSumXy().equals("0"));
    assertThat(Folded.statistics("later-metric", "ratio").getBackfill()).isEqualTo(kept);
    assertThat(Folded.statistics("later-metric", "").hasBackfill()).isFalse();

    var before = later.get();
    crowd.send(crowd.events("lm-later-", 100));
    assertThat(later.get()).isEqualTo(had.get()).isNotEqualTo(before);
    assertThat(rebuiltDiffers("later-metric", "ratio")).isZero();
  }

  @Test
  void aSegmentThatIsAddedLaterLikewise() throws Exception {
    var without = Crowd.experiment("later-segment", 1);
    without.getDefinitionBuilder().getPlanBuilder().clearSegments();
    Servers.definitions().put(without.build());
    Servers.definitions().put(Crowd.experiment("had-segment", 1).build());
    var crowd = new Crowd(32, "later-segment", "had-segment");
    crowd.send(crowd.events("ls-", 300));
    Folded.statistics("later-segment", "");

    var asked = Backfill.newBuilder().setKey("by-country").setSegment("country");
    var kept = create("later-segment", asked.setReason("sales asks for it"));
    var later = Folded.variants("later-segment", "by-country");
    assertThat(later).isEqualTo(Folded.variants("had-segment", ""));
    assertThat(later.getFirst().getSegments(0).getValuesCount()).isGreaterThanOrEqualTo(3);
    assertThat(Folded.statistics("later-segment", "by-country").getBackfill()).isEqualTo(kept);
    crowd.send(crowd.events("ls-later-", 60));
    assertThat(Folded.variants("later-segment", "by-country"))
        .isEqualTo(Folded.variants("had-segment", ""))
        .isNotEqualTo(later);
    assertThat(rebuiltDiffers("later-segment", "by-country")).isZero();
  }

  /** One metric of every variant. */
  private static List<MetricStatistics> only(String experiment, String backfill, int metric) {
    return Folded.variants(experiment, backfill).stream().map(it -> it.getMetrics(metric)).toList();
  }

  private static Backfill create(String experiment, Backfill.Builder backfill) {
    try (var client = Client.as("experimenter")) {
      return client
          .statistics
          .createBackfill(
              CreateBackfillRequest.newBuilder()
                  .setExperiment(experiment)
                  .setBackfill(backfill)
                  .build())
          .getBackfill();
    }
  }

  private static long rebuiltDiffers(String experiment, String backfill) {
    var request =
        RebuildStatisticsRequest.newBuilder().setExperiment(experiment).setBackfill(backfill);
    var get = GetRebuildRequest.newBuilder().setExperiment(experiment).setBackfill(backfill);
    try (var admin = Client.as("admin")) {
      var _ = admin.statistics.rebuildStatistics(request.build());
      var rebuild =
          await()
              .until(
                  () -> admin.statistics.getRebuild(get.build()).getRebuild(),
                  it -> it.hasCompleteTime());
      assertThat(rebuild.getUnits()).isPositive();
      return rebuild.getDifferingUnits() + rebuild.getDifferingSums();
    }
  }
}
