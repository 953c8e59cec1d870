package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableMetadata;
import dev.openfeature.sdk.MutableContext;
import dev.openfeature.sdk.MutableTrackingEventDetails;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.providers.memory.InMemoryProvider;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import plumbline.openfeature.Plumbline;
import plumbline.openfeature.PlumblineBuilder;
import plumbline.openfeature.Stats;
import plumbline.proto.assignment.v1.MetricKind;

/** What OpenFeature's clients track is stored once, whatever happens to tracking-service. */
class OpenFeatureTest {
  private static final long SEED = 20_260_301;
  private static final int TRACKERS = 4;
  private static final int EVENTS_OF_EACH = 5_000;

  @AfterEach
  void trackingIsThereForTheOthers() {
    if (!Stack.get().tracking().isAlive()) {
      Stack.get().tracking().launch();
      Stack.get().tracking().awaitReady();
    }
  }

  @Test
  void whatIsTrackedIsStoredOnceAndExactly() throws Exception {
    var api = new OpenFeatureAPI() {};
    try (var plumbline = quick().build()) {
      api.setProviderAndWait(plumbline.provider(new InMemoryProvider(Map.of())));
      var context = new MutableContext("of-anna").add("account", "of-acme").add("device", "of-1");
      var details =
          new MutableTrackingEventDetails(new BigDecimal("-12.000001")).add("plan", "pro");
      api.getClient().track("first-refund", context, details);
      api.getClient().track("first-look", new MutableContext("of-anna"));
      assertThat(plumbline.flush()).isTrue();
      assertThat(plumbline.stats()).isEqualTo(new Stats(0, 2, 0, 0));
    }
    api.shutdown();
    assertThat(
            sql(
                "SELECT string_agg(concat_ws(' ', unit_type, unit, name, value_micros, attributes),"
                    + " '|' ORDER BY unit_type, unit, name) FROM event WHERE name LIKE 'first-%'"))
        .isEqualTo(
            "1 of-anna first-look"
                + "|1 of-anna first-refund -12000001 {\"plan\": \"pro\"}"
                + "|2 of-acme first-refund -12000001 {\"plan\": \"pro\"}"
                + "|3 of-1 first-refund -12000001 {\"plan\": \"pro\"}");
  }

  @Test
  void exposuresEnrol() {
    var key = "of-exposed";
    var definition = Experiments.twoWays("paid", MetricKind.METRIC_KIND_MEAN);
    Experiments.start(key, definition);
    try (var plumbline = quick().build()) {
      for (var i = 0; i < 30; i++) {
        var unit = "of-seen-" + i % 10;
        var variant = Formula.variant(unit, key, definition.getVariantsList());
        plumbline.expose(evaluation(key, variant), new MutableContext(unit));
        assertThat(plumbline.flush()).isTrue();
      }
      assertThat(plumbline.stats()).as("a repeat is not sent").isEqualTo(new Stats(0, 10, 0, 0));
    }
    var variants = Experiments.counted(key).getVariantsList();
    assertThat(variants.stream().mapToLong(it -> it.getExposedUnits()).sum()).isEqualTo(10);
    assertThat(variants).allMatch(it -> it.getCrossedOverUnits() == 0);
  }

  @Test
  void aKilledServiceCostsNothing() throws Exception {
    var micros = new AtomicLong();
    var trackers = Executors.newFixedThreadPool(TRACKERS);
    try (var plumbline = quick().capacity(TRACKERS * EVENTS_OF_EACH).batchSize(50).build()) {
      for (var tracker = 0; tracker < TRACKERS; tracker++) {
        var number = tracker;
        trackers.execute(() -> track(plumbline, number, micros));
      }
      var random = new Random(SEED);
      for (var kill = 1; kill <= 3; kill++) {
        var reached = kill * TRACKERS * EVENTS_OF_EACH / 5 + random.nextInt(200);
        await().atMost(Duration.ofMinutes(2)).until(() -> plumbline.stats().sent() >= reached);
        Stack.get().tracking().kill();
        Stack.get().tracking().launch();
        Stack.get().tracking().awaitReady();
      }
      trackers.shutdown();
      assertThat(trackers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
      assertThat(plumbline.flush()).isTrue();
      assertThat(plumbline.stats())
          .as("seed %d", SEED)
          .isEqualTo(new Stats(0, TRACKERS * EVENTS_OF_EACH, 0, 0));
    } finally {
      trackers.shutdownNow();
    }
    assertThat(sql("SELECT count(*) || ' ' || sum(value_micros) FROM event WHERE name = 'fire'"))
        .isEqualTo(TRACKERS * EVENTS_OF_EACH + " " + micros);
    assertThat(sql("SELECT count(DISTINCT unit) FROM event WHERE name = 'fire'"))
        .isEqualTo(String.valueOf(TRACKERS * EVENTS_OF_EACH));
  }

  private static void track(Plumbline plumbline, int tracker, AtomicLong micros) {
    var random = new Random(SEED + tracker);
    for (var i = 0; i < EVENTS_OF_EACH; i++) {
      var value = random.nextInt(1_000_000_000);
      micros.addAndGet(value);
      plumbline.track(
          "fire",
          new MutableContext("of-fire-" + tracker + "-" + i),
          new MutableTrackingEventDetails(BigDecimal.valueOf(value, 6)));
    }
  }

  @Test
  void whatDoesNotFitIsDroppedAndTheRestArrives() throws Exception {
    Stack.get().tracking().kill();
    try (var plumbline = quick().capacity(100).build()) {
      for (var i = 0; i < 250; i++) {
        plumbline.track("of-flood", new MutableContext("of-flood-" + i), null);
      }
      assertThat(plumbline.stats()).isEqualTo(new Stats(100, 0, 150, 0));
      Stack.get().tracking().launch();
      Stack.get().tracking().awaitReady();
      assertThat(plumbline.flush()).isTrue();
      assertThat(plumbline.stats()).isEqualTo(new Stats(0, 100, 150, 0));
    }
    assertThat(
            sql(
                "SELECT count(*) || ' ' || max(substr(unit, 10)::int) FROM event"
                    + " WHERE name = 'of-flood'"))
        .as("the first hundred")
        .isEqualTo("100 99");
  }

  @Test
  void theEndSendsWhatIsQueued() throws Exception {
    var plumbline = quick().linger(Duration.ofHours(1)).build();
    for (var i = 0; i < 1_200; i++) {
      plumbline.track("of-last", new MutableContext("of-last-" + i), null);
    }
    plumbline.close();
    assertThat(plumbline.stats()).isEqualTo(new Stats(0, 1_200, 0, 0));
    assertThat(sql("SELECT count(*) FROM event WHERE name = 'of-last'")).isEqualTo("1200");
  }

  @Test
  void anEndWithoutTrackingServiceSaysWhatWasLeft() {
    Stack.get().tracking().kill();
    var plumbline = quick().flushTimeout(Duration.ofSeconds(1)).build();
    plumbline.track("of-left", new MutableContext("of-left"), null);
    plumbline.close();
    assertThat(plumbline.stats()).isEqualTo(new Stats(0, 0, 1, 0));
  }

  @Test
  void aCredentialMayExpireAndBeReplaced() throws Exception {
    var token = new AtomicReference<>("expired");
    try (var plumbline = quick().credential(token::get).build()) {
      plumbline.track("of-token", new MutableContext("of-token"), null);
      await()
          .during(Duration.ofSeconds(1))
          .until(() -> plumbline.stats().equals(new Stats(1, 0, 0, 0)));
      token.set(Stack.get().token("sdk", Set.of("client"), Duration.ofMinutes(5)));
      assertThat(plumbline.flush()).isTrue();
      assertThat(plumbline.stats()).isEqualTo(new Stats(0, 1, 0, 0));
    }
    assertThat(sql("SELECT count(*) FROM event WHERE name = 'of-token'")).isEqualTo("1");
  }

  @Test
  void whatIsWrongHarmsNoOtherEvent() throws Exception {
    var wrong = new Number[] {Double.NaN, 1e9 + 1, new BigDecimal("0.0000001")};
    try (var plumbline = quick().build()) {
      for (var value : wrong) {
        plumbline.track("of-value", anna(), new MutableTrackingEventDetails(value));
        plumbline.track("of-value", anna(), new MutableTrackingEventDetails(0.1 + 0.2));
      }
      plumbline.track("of-value", new MutableContext(), null);
      assertThat(plumbline.flush()).isTrue();
      assertThat(plumbline.stats()).isEqualTo(new Stats(0, 3, 4, 0));
    }
    assertThat(sql("SELECT sum(value_micros) FROM event WHERE name = 'of-value'"))
        .isEqualTo("900000");
  }

  @Test
  void whatTheServiceRejectsIsCountedAndNotSentAgain() {
    var nextYear = Clock.fixed(Instant.now().plus(Duration.ofDays(365)), ZoneOffset.UTC);
    try (var plumbline = quick().clock(nextYear).build()) {
      plumbline.track("of-ahead", anna(), null);
      assertThat(plumbline.flush()).isTrue();
      assertThat(plumbline.stats()).isEqualTo(new Stats(0, 0, 0, 1));
    }
  }

  private static PlumblineBuilder quick() {
    var token = Stack.get().token("sdk", Set.of("client"), Duration.ofHours(1));
    var address = URI.create("http://127.0.0.1:" + Stack.get().tracking().httpPort());
    return Plumbline.to(address)
        .credential(() -> token)
        .linger(Duration.ofMillis(5))
        .backoff(Duration.ofMillis(20), Duration.ofMillis(200))
        .flushTimeout(Duration.ofMinutes(2));
  }

  private static EvaluationContext anna() {
    return new MutableContext("of-anna");
  }

  private static FlagEvaluationDetails<Object> evaluation(String experiment, String variant) {
    return FlagEvaluationDetails.builder()
        .flagKey("any")
        .variant(variant)
        .flagMetadata(
            ImmutableMetadata.builder()
                .addString("experiment", experiment)
                .addString("unitType", "user")
                .addBoolean("exposes", true)
                .addBoolean("exposed", false)
                .build())
        .build();
  }

  /** One value of tracking-service's database, past the service. */
  private static String sql(String query) throws Exception {
    var database = Stack.get().postgres().database("tracking");
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
