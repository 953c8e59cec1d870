package plumbline.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import plumbline.tracking.erasure.ErasureConfig;
import plumbline.tracking.fold.FoldConfig;
import plumbline.tracking.intake.IntakeConfig;
import plumbline.tracking.quantile.QuantileConfig;
import plumbline.tracking.reconciliation.ReconciliationConfig;
import plumbline.tracking.rejection.RejectionConfig;
import plumbline.tracking.retention.Retention;
import plumbline.tracking.sender.SenderConfig;
import plumbline.tracking.statistics.StatisticsConfig;
import plumbline.tracking.statistics.UnitStreamConfig;

/** Defaults are promises of docs/operations.md. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ConfigDefaultsTest {
  @Inject IntakeConfig intake;
  @Inject Retention retention;
  @Inject ErasureConfig erasure;
  @Inject FoldConfig fold;
  @Inject StatisticsConfig statistics;
  @Inject RejectionConfig rejections;
  @Inject ReconciliationConfig reconciliation;

  @Test
  void areAsDocumented() {
    assertThat(intake.maxBatch()).isEqualTo(1_000);
    assertThat(intake.queueEvents()).isEqualTo(20_000);
    assertThat(intake.queueBytes()).isEqualTo(16_777_216);
    assertThat(intake.writers()).isEqualTo(4);
    assertThat(intake.groupEvents()).isEqualTo(2_000);
    assertThat(intake.streamWindow()).isEqualTo(16);
    assertThat(intake.maxAhead()).isEqualTo(Duration.ofMinutes(10));
    assertThat(intake.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(intake.maxSilence()).isEqualTo(Duration.ofSeconds(30));
    assertThat(retention.events()).isEqualTo(Duration.ofDays(400));
    assertThat(retention.keys()).isEqualTo(Duration.ofDays(460));
    assertThat(retention.grace()).isEqualTo(Duration.ofDays(30));
    assertThat(fold.workers()).isEqualTo(2);
    assertThat(fold.maxBatches()).isEqualTo(64);
    assertThat(fold.pause()).isEqualTo(Duration.ofMillis(50));
    assertThat(fold.poll()).isEqualTo(Duration.ofMillis(250));
    assertThat(erasure.poll()).isEqualTo(Duration.ofSeconds(2));
    assertThat(statistics.lateness()).isEqualTo(Duration.ofHours(1));
    assertThat(statistics.recordingSince()).isEmpty();
    assertThat(rejections.kept()).isEqualTo(10_000);
    assertThat(reconciliation.every()).isEqualTo(Duration.ofMinutes(10));
    assertThat(reconciliation.units()).isEqualTo(1_000);
    var senders = withoutTheTestsOwn(SenderConfig.class);
    assertThat(senders.kept()).isEqualTo(10_000);
    assertThat(senders.refresh()).isEqualTo(Duration.ofSeconds(15));
    var units = withoutTheTestsOwn(UnitStreamConfig.class);
    assertThat(units.streams()).isEqualTo(4);
    assertThat(units.patience()).isEqualTo(Duration.ofMinutes(1));
    assertThat(units.longest()).isEqualTo(Duration.ofMinutes(30));
    assertThat(withoutTheTestsOwn(QuantileConfig.class).scan()).isEqualTo(Duration.ofMinutes(1));
  }

  private static <T> T withoutTheTestsOwn(Class<T> mapping) {
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 100, new DurationConverter())
        .withMapping(mapping)
        .build()
        .getConfigMapping(mapping);
  }
}
