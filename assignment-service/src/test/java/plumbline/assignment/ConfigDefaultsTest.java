package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import plumbline.assignment.decision.AnalysisConfig;
import plumbline.assignment.exposure.ExposureConfig;
import plumbline.assignment.flag.FlagConfig;
import plumbline.assignment.notice.NoticeConfig;
import plumbline.assignment.planning.PlanningConfig;
import plumbline.assignment.ramp.RampConfig;
import plumbline.assignment.review.ReviewConfig;
import plumbline.assignment.snapshot.SnapshotConfig;
import plumbline.kit.limit.LimitsConfig;
import plumbline.kit.notification.NotificationConfig;

/** Defaults are promises of docs/operations.md. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ConfigDefaultsTest {
  @Inject ExposureConfig exposures;
  @Inject SnapshotConfig snapshot;
  @Inject PlanningConfig planning;
  @Inject RampConfig ramp;
  @Inject ReviewConfig review;
  @Inject NotificationConfig notification;
  @Inject AnalysisConfig analysis;
  @Inject FlagConfig flags;
  @Inject NoticeConfig notice;
  @Inject LimitsConfig limits;

  @Test
  void areAsDocumented() {
    assertThat(exposures.capacity()).isEqualTo(100_000);
    assertThat(exposures.batchSize()).isEqualTo(500);
    assertThat(exposures.linger()).isEqualTo(Duration.ofMillis(100));
    assertThat(exposures.remembered()).isEqualTo(500_000);
    assertThat(exposures.minBackoff()).isEqualTo(Duration.ofMillis(100));
    assertThat(exposures.maxBackoff()).isEqualTo(Duration.ofSeconds(5));
    assertThat(exposures.flushTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(flags.useInterval()).isEqualTo(Duration.ofSeconds(60));
    assertThat(flags.staleAfter()).isEqualTo(Duration.ofDays(30));
    assertThat(analysis.deadline()).isEqualTo(Duration.ofSeconds(10));
    assertThat(notice.keepAlive()).isEqualTo(Duration.ofSeconds(20));
    assertThat(notice.maxStreams()).isEqualTo(10_000);
    assertThat(notice.publicUrl()).isEmpty();
    assertThat(limits.callsPerSecond()).isZero();
    assertThat(limits.requestTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(limits.grpcCallsPerConnection()).isEqualTo(1_000);
    assertThat(limits.grpcConnectionIdle()).isEqualTo(Duration.ofMinutes(30));
    assertThat(limits.grpcConnectionAge()).isEqualTo(Duration.ofHours(1));
    assertThat(limits.grpcConnectionGrace()).isEqualTo(Duration.ofMinutes(10));
    assertThat(planning.maximumDuration()).isEqualTo(Duration.ofDays(90));
    assertThat(ramp.pollInterval()).isEqualTo(Duration.ofSeconds(2));
    assertThat(review.approvals()).isEqualTo(1);
    assertThat(review.resultApprovals()).isEqualTo(1);
    assertThat(notification.webhooks()).isEmpty();
    assertThat(notification.dashboardUrl()).isEmpty();
    assertThat(notification.allowHttp()).isFalse();
    assertThat(notification.allowedAddresses()).isEmpty();
    assertThat(notification.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(notification.maxAttempts()).isEqualTo(100);
    assertThat(notification.minBackoff()).isEqualTo(Duration.ofSeconds(5));
    assertThat(notification.maxBackoff()).isEqualTo(Duration.ofHours(1));
    assertThat(notification.pollInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(notification.keep()).isEqualTo(Duration.ofDays(30));
    assertThat(snapshot.pollInterval()).isEqualTo(Duration.ofMillis(250));
    assertThat(snapshot.verifyInterval()).isEqualTo(Duration.ofSeconds(3));
    assertThat(snapshot.settleTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(snapshot.redisKey()).isEqualTo("plumbline:snapshot");
    assertThat(snapshot.redisChannel()).isEqualTo("plumbline:snapshot:changed");
  }
}
