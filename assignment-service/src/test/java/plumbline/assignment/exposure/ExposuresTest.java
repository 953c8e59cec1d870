package plumbline.assignment.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.proto.assignment.v1.ExposureOutcome.EXPOSURE_OUTCOME_DROPPED;
import static plumbline.proto.assignment.v1.ExposureOutcome.EXPOSURE_OUTCOME_KNOWN;
import static plumbline.proto.assignment.v1.ExposureOutcome.EXPOSURE_OUTCOME_QUEUED;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.ExposureOutcome;
import plumbline.proto.assignment.v1.UnitType;

class ExposuresTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456789Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Exposures exposures =
      new Exposures(new Config(), Clock.fixed(NOW, ZoneOffset.UTC), registry);

  @Test
  void whatDoesNotFitIsDroppedAndCounted() {
    assertThat(record("u1")).isEqualTo(EXPOSURE_OUTCOME_QUEUED);
    assertThat(record("u2")).isEqualTo(EXPOSURE_OUTCOME_QUEUED);
    assertThat(record("u3")).isEqualTo(EXPOSURE_OUTCOME_DROPPED);
    assertThat(exposures.dropped()).isEqualTo(1);
    assertThat(count("queued")).isEqualTo(2);
    assertThat(count("dropped")).isEqualTo(1);
    assertThat(exposures.take(10)).hasSize(2);
    assertThat(record("u3")).as("there is room again").isEqualTo(EXPOSURE_OUTCOME_QUEUED);
  }

  @Test
  void aRepeatIsKnownOnlyOnceItIsAcknowledged() {
    record("u1");
    var sent = exposures.take(10).getFirst();
    assertThat(record("u1")).as("sent, not yet stored").isEqualTo(EXPOSURE_OUTCOME_QUEUED);
    exposures.acknowledge(sent);
    assertThat(record("u1")).isEqualTo(EXPOSURE_OUTCOME_KNOWN);
    assertThat(count("suppressed")).isEqualTo(1);
  }

  @Test
  void anEventSaysWhatWasSeenByWhomAndWhenToTheMicrosecond() {
    record("u1");
    var event = exposures.take(1).getFirst().event();
    assertThat(event.getUnitsMap()).containsOnlyKeys("account").containsValue("u1");
    assertThat(event.getExposure().getExperiment()).isEqualTo("checkout");
    assertThat(event.getExposure().getVariant()).isEqualTo("b");
    assertThat(event.getOccurredAt().getNanos()).isEqualTo(123_456_000);
    assertThat(event.getEventId()).hasSize(36);
  }

  @Test
  void idsAreOfVersion7AndOrderedByTheMillisecond() {
    var random = new SplittableRandom(7);
    var ids =
        IntStream.range(0, 1000).mapToObj(i -> Uuid7.create(NOW.plusMillis(i), random)).toList();
    assertThat(ids).allMatch(id -> id.version() == 7 && id.variant() == 2);
    assertThat(ids).extracting(UUID::toString).isSorted().doesNotHaveDuplicates();
    assertThat(ids.getFirst().getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  private ExposureOutcome record(String unit) {
    return exposures.record(
        "checkout", "b", UnitType.UNIT_TYPE_ACCOUNT, unit, ExposureAttributes.NONE, Map.of());
  }

  private double count(String what) {
    return registry.get("plumbline.exposures." + what).functionCounter().count();
  }

  private record Config() implements ExposureConfig {
    @Override
    public int capacity() {
      return 2;
    }

    @Override
    public int batchSize() {
      return 500;
    }

    @Override
    public Duration linger() {
      return Duration.ofMillis(100);
    }

    @Override
    public int remembered() {
      return 100;
    }

    @Override
    public Duration timeout() {
      return Duration.ofSeconds(10);
    }

    @Override
    public Duration minBackoff() {
      return Duration.ofMillis(100);
    }

    @Override
    public Duration maxBackoff() {
      return Duration.ofSeconds(5);
    }

    @Override
    public Duration flushTimeout() {
      return Duration.ofSeconds(5);
    }
  }
}
