package plumbline.system.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import plumbline.localstack.StackClients;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.GetRebuildRequest;
import plumbline.proto.tracking.v1.GetStatisticsRequest;
import plumbline.proto.tracking.v1.MetricStatistics;
import plumbline.proto.tracking.v1.Rebuild;
import plumbline.proto.tracking.v1.RebuildStatisticsRequest;
import plumbline.proto.tracking.v1.VariantStatistics;

/** Holds what one process answers against the raw events. */
record Verdict(StackClients admin, String run) {

  /** The statistics are what {@link Oracle} says, to the last digit, and what a rebuild finds. */
  void verify(Plan plan) throws SQLException {
    var statistics = settled(plan);
    var lines = lines(statistics);
    assertThat(lines).as("%s, %s", plan.key(), run).isEqualTo(FoldStack.get().ask(Oracle.of(plan)));
    assertThat(statistics.getVariantsList())
        .as("nothing of this would hold of nobody, %s", run)
        .allSatisfy(it -> {
          assertThat(it.getAnalysedUnits()).isPositive();
          assertThat(it.getCrossedOverUnits()).isPositive();
          assertThat(it.getExcludedUnits() > 0).isEqualTo(plan.strict());
        });
    verifyRebuilt(plan, statistics);
  }

  /** What is kept of single units, which no answer shows, is what their events say as well. */
  private void verifyRebuilt(Plan plan, ExperimentStatistics statistics) {
    var request = RebuildStatisticsRequest.newBuilder().setExperiment(plan.key()).build();
    admin.statistics().rebuildStatistics(request);
    var question = GetRebuildRequest.newBuilder().setExperiment(plan.key()).build();
    var rebuild =
        Awaitility.await("everything is computed anew, " + run)
            .atMost(Duration.ofMinutes(2))
            .until(
                () -> admin.statistics().getRebuild(question).getRebuild(),
                Rebuild::hasCompleteTime);
    assertThat(rebuild.getUnits())
        .as(run)
        .isEqualTo(
            statistics.getVariantsList().stream()
                .mapToLong(VariantStatistics::getExposedUnits)
                .sum());
    assertThat(rebuild.getDifferingUnits()).as("units that differ, %s", run).isZero();
    assertThat(rebuild.getDifferingSums()).as("sums that differ, %s", run).isZero();
  }

  /** Everything that was sent is stored, once: nothing else is in the sums. */
  void verifyStored(String prefix, long events) throws SQLException {
    assertThat(
            FoldStack.get()
                .ask("SELECT count(*)::text FROM event WHERE unit LIKE '" + prefix + "-%'"))
        .as(run)
        .containsExactly(String.valueOf(events));
  }

  private ExperimentStatistics settled(Plan plan) {
    var request =
        GetStatisticsRequest.newBuilder()
            .setExperiment(plan.key())
            .setDailyMetrics(true)
            .setSegments(true)
            .build();
    return Objects.requireNonNull(
        Awaitility.await("everything is folded, " + run)
            .atMost(Duration.ofMinutes(3))
            .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
            .until(
                () -> admin.statistics().getStatistics(request).getStatistics(),
                it -> it.getDefinitionVersion() == plan.version() && it.getPendingBatches() == 0));
  }

  /** As {@link Oracle} has them. */
  private static Set<String> lines(ExperimentStatistics statistics) {
    var lines = new TreeSet<String>();
    for (var variant : statistics.getVariantsList()) {
      lines.add(
          line(
              variant.getVariant(),
              List.of(
                  variant.getExposedUnits(),
                  variant.getCrossedOverUnits(),
                  variant.getExcludedUnits(),
                  variant.getAnalysedUnits()),
              variant.getMetricsList()));
      for (var day : variant.getDaysList()) {
        lines.add(
            line(
                variant.getVariant() + " " + day.getDay(),
                List.of(
                    day.getExposedUnits(),
                    day.getCrossedOverUnits(),
                    day.getExcludedUnits(),
                    day.getAnalysedUnits()),
                day.getMetricsList()));
      }
      for (var value : variant.getSegments(0).getValuesList()) {
        lines.add(
            line(
                variant.getVariant() + " country=" + value.getValue(),
                List.of(
                    value.getExposedUnits(),
                    value.getCrossedOverUnits(),
                    value.getExcludedUnits(),
                    value.getAnalysedUnits()),
                value.getMetricsList()));
      }
    }
    return lines;
  }

  private static String line(String of, List<Long> units, List<MetricStatistics> metrics) {
    return Stream.of(
            Stream.of(of),
            units.stream().map(String::valueOf),
            metrics.stream().flatMap(Verdict::sums))
        .flatMap(it -> it)
        .collect(Collectors.joining(" "));
  }

  private static Stream<String> sums(MetricStatistics metric) {
    return Stream.of(
            metric.getSumY(),
            metric.getSumY2(),
            metric.getSumY3(),
            metric.getSumX(),
            metric.getSumX2(),
            metric.getSumXy(),
            metric.getSumD(),
            metric.getSumD2(),
            metric.getSumYd(),
            metric.getSumZ(),
            metric.getSumZ2(),
            metric.getSumXz(),
            metric.getSumYz(),
            metric.getSumDz(),
            metric.getSumXd())
        .filter(sum -> !sum.isEmpty());
  }
}
