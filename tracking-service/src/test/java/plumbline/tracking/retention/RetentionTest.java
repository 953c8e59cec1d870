package plumbline.tracking.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.tracking.definitions.Need;
import plumbline.tracking.intake.IntakeConfig;

/** The rules, without a server. */
class RetentionTest {
  private static final Retention RETENTION =
      new Retention(Duration.ofDays(400), Duration.ofDays(460), Duration.ofDays(30));

  /** 400 days before it is the first moment of 2025-02. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-08T00:00:00Z"), ZoneOffset.UTC);

  private static final Instant NOW = CLOCK.instant();

  @Test
  void aMonthGoesWhenItsLastMomentIsTooOld() {
    assertThat(RETENTION.oldest(NOW)).isEqualTo(Instant.parse("2025-02-01T00:00:00Z"));
    assertThat(keeps("2025-01", NOW)).isFalse();
    assertThat(keeps("2025-01", NOW.minusNanos(1_000))).isTrue();
    assertThat(keeps("2025-02", NOW)).isTrue();
    assertThat(keeps("2026-05", NOW)).isTrue();
  }

  @Test
  void aRunningExperimentKeepsTheMonthsFromItsLookbackOn() {
    var need = need(Histories.running("x", Instant.parse("2024-03-15T00:00:00Z"), 15, 0, 0, 0));
    assertThat(keeps("2024-01", NOW, need)).isFalse();
    // 15 days before is the last day of a leap year's February.
    assertThat(keeps("2024-02", NOW, need)).isTrue();
    assertThat(keeps("2024-12", NOW, need)).isTrue();
  }

  @Test
  void whatHasEndedKeepsTheMonthsUpToWhereItsLastWindowEnds() {
    var history =
        Histories.running("x", Instant.parse("2012-05-10T00:00:00Z"), 0, 0, 2, 7)
            .setImported(true)
            .setStopTime(Histories.time(Instant.parse("2012-06-23T00:00:00Z")));
    assertThat(keeps("2012-04", NOW, need(history))).isFalse();
    assertThat(keeps("2012-06", NOW, need(history))).isTrue();
    assertThat(keeps("2012-07", NOW, need(history))).as("2012-07-02 ends the window").isTrue();
    assertThat(keeps("2012-08", NOW, need(history))).isFalse();
  }

  @Test
  void itIsOverWhenTheGraceAfterItsDecisionIs() {
    var running = Histories.running("x", Instant.parse("2024-03-15T00:00:00Z"));
    assertThat(need(running).isOver(NOW, RETENTION.grace())).isFalse();
    var decided = Instant.parse("2026-02-06T00:00:00Z");
    running.setDecideTime(Histories.time(decided));
    assertThat(need(running).isOver(NOW, RETENTION.grace())).isTrue();
    assertThat(need(running).isOver(NOW.minusNanos(1_000), RETENTION.grace())).isFalse();
  }

  @Test
  void whatIsNotStartedNeedsNothing() {
    assertThat(Need.of(Histories.running("x", NOW).clearStartTime().build())).isEmpty();
  }

  @Test
  void anExperimentNeedsWhatItsPlanTakesAndTheGraceAfterIt() {
    var planned = Histories.running("x", NOW, 14, 28, 1, 7);
    assertThat(need(planned).age(NOW, RETENTION.grace())).hasDays(14 + 28 + 1 + 7 + 30);
    planned.getDefinitionBuilder().getPlanBuilder().setMaximumDuration(Histories.days(60));
    assertThat(need(planned).age(NOW, RETENTION.grace())).hasDays(14 + 60 + 1 + 7 + 30);
    // It goes on for longer than it was planned.
    assertThat(need(planned).age(NOW.plus(Duration.ofDays(300)), RETENTION.grace()))
        .hasDays(14 + 300);
  }

  @Test
  void whatNeedsMoreThanIsConfiguredIsNamedWithBoth() {
    var shortOf = new Retention(Duration.ofDays(79), Duration.ofDays(460), Duration.ofDays(30));
    var need = need(Histories.running("checkout", NOW, 14, 28, 1, 7));
    assertThat(Shortfall.of(List.of(need), RETENTION, NOW)).isEmpty();
    assertThat(Shortfall.of(List.of(need), shortOf, NOW))
        .singleElement()
        .extracting(Shortfall::message)
        .asString()
        .contains("plumbline.intake.retention is 79d", "'checkout'", "at least 80d");
  }

  @Test
  void historyAndWhatIsDecidedNeverNeedMoreThanIsConfigured() {
    var old = Histories.running("x", Instant.parse("2012-05-10T00:00:00Z"));
    assertThat(Shortfall.of(List.of(need(old)), RETENTION, NOW)).hasSize(1);
    var decided = need(old.clone().setDecideTime(Histories.time(NOW)));
    assertThat(Shortfall.of(List.of(decided), RETENTION, NOW)).isEmpty();
    var imported = need(old.setImported(true));
    assertThat(Shortfall.of(List.of(imported), RETENTION, NOW)).isEmpty();
  }

  @Test
  void aKeyOutlivesEveryEventThatIsStillThere() {
    assertThat(RETENTION.oldestKey(NOW, YearMonth.parse("2025-02")))
        .isEqualTo(LocalDate.parse("2024-12-03"));
    // A month that an experiment keeps may hold what was stored since it began.
    assertThat(RETENTION.oldestKey(NOW, YearMonth.parse("2012-05")))
        .isEqualTo(LocalDate.parse("2012-04-30"));
  }

  @Test
  void settingsThatCannotBeAreRefusedByName() {
    assertThat(of("400d", "30d", null).keys()).hasDays(460);
    assertThat(of("400d", "0s", "431d").keys()).hasDays(431);
    refused("plumbline.retention.keys must be at least 431d", "400d", "30d", "430d");
    refused("plumbline.intake.retention must be at least 1d", "23h", "30d", null);
    refused("plumbline.intake.retention must be at least 1d", "40000d", "30d", null);
    refused("plumbline.retention.grace must be at least 0", "400d", "-1d", null);
  }

  @Test
  void theOldestEventIsConfiguredBesideTheIntakesOtherLimits() {
    var config =
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(IntakeConfig.class)
            .withMapping(EventRetentionConfig.class)
            .withDefaultValue("plumbline.intake.retention", "500d")
            .withDefaultValue("plumbline.intake.max-ahead", "5m")
            .build();
    assertThat(config.getConfigMapping(EventRetentionConfig.class).retention()).hasDays(500);
    assertThat(config.getConfigMapping(IntakeConfig.class).maxAhead()).hasMinutes(5);
  }

  @Test
  void onlyMonthsThatAreThereAreKnown() {
    var months = new TreeSet<YearMonth>();
    assertThat(KnownMonths.of(months).hold(Instant.EPOCH)).isFalse();
    months.addAll(List.of(YearMonth.parse("2012-05"), YearMonth.parse("2025-12")));
    months.add(YearMonth.parse("2026-01"));
    var known = KnownMonths.of(months);
    assertThat(known.oldest()).contains(YearMonth.parse("2012-05"));
    for (var there : new String[] {"2012-05-31T23:59:59.999999Z", "2025-12-01T00:00:00Z"}) {
      assertThat(known.hold(Instant.parse(there))).as(there).isTrue();
    }
    for (var away :
        new String[] {"2012-06-01T00:00:00Z", "2025-11-30T23:59:59Z", "2026-02-01T00:00:00Z"}) {
      assertThat(known.hold(Instant.parse(away))).as(away).isFalse();
    }
  }

  private static boolean keeps(String month, Instant now, Need... needs) {
    return RETENTION.keeps(YearMonth.parse(month), now, List.of(needs));
  }

  private static Need need(Experiment.Builder experiment) {
    return Histories.need(experiment);
  }

  private static void refused(
      String message, String retention, String grace, @Nullable String keys) {
    assertThatThrownBy(() -> of(retention, grace, keys))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(message);
  }

  private static Retention of(String retention, String grace, @Nullable String keys) {
    return Retention.of(
        () -> days(retention),
        new RetentionConfig() {
          @Override
          public Duration grace() {
            return days(grace);
          }

          @Override
          public Optional<Duration> keys() {
            return Optional.ofNullable(keys).map(RetentionTest::days);
          }
        });
  }

  private static Duration days(String written) {
    return DurationConverter.parseDuration(written);
  }
}
