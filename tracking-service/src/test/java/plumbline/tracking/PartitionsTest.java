package plumbline.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.proto.tracking.v1.EventOutcome.EVENT_OUTCOME_ACCEPTED;
import static plumbline.proto.tracking.v1.EventOutcome.EVENT_OUTCOME_CONFLICT;
import static plumbline.proto.tracking.v1.EventOutcome.EVENT_OUTCOME_REJECTED;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.EventResult;

/** Events are stored once each, in the month in which they happened. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class PartitionsTest {
  private static final long MICRO = 1_000;

  @Test
  void eventsAroundMidnightAndMonthEndsAreStoredOnceEachInTheirMonth() throws Exception {
    var events = new ArrayList<Event>();
    var expected = new ArrayList<String>();
    for (var moment : midnights()) {
      for (var nanos : new long[] {-MICRO, 0, MICRO}) {
        var time = moment.plusNanos(nanos);
        var id = "edge-%02d".formatted(events.size());
        events.add(at(id, "edge", time));
        expected.add(id + " " + table(time));
      }
    }
    var outcomes = new ArrayList<EventOutcome>();
    for (var seed = 0; seed < 4; seed++) {
      Collections.shuffle(events, new Random(seed));
      outcomes.addAll(sendAll(events.stream().map(List::of).toList()));
    }
    assertThat(outcomes).hasSize(4 * events.size()).containsOnly(EVENT_OUTCOME_ACCEPTED);
    assertThat(stored("edge")).isEqualTo(String.join(",", expected));
  }

  /** The last two, and those that began the last three months. */
  private static List<Instant> midnights() {
    var today = Instant.now().truncatedTo(ChronoUnit.DAYS);
    var month = YearMonth.now(ZoneOffset.UTC);
    return Stream.concat(
            Stream.of(today.minus(1, ChronoUnit.DAYS), today),
            Stream.of(0, 1, 2)
                .map(it -> month.minusMonths(it).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC)))
        .toList();
  }

  @Test
  void anIdIsTakenByOneMonthHoweverManyTryAtOnce() throws Exception {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    for (var round = 0; round < 20; round++) {
      var id = "moved-" + round;
      var tries =
          Stream.of(1, 32, 63, 94, 125, 156)
              .map(days -> List.of(at(id, "moved", now.minus(days, ChronoUnit.DAYS))))
              .toList();
      var outcomes = sendAll(tries);
      assertThat(outcomes)
          .as(id)
          .containsOnlyOnce(EVENT_OUTCOME_ACCEPTED)
          .contains(EVENT_OUTCOME_CONFLICT)
          .doesNotContain(EVENT_OUTCOME_REJECTED);
      // Whoever was first stays: to say it again is harmless.
      assertThat(sendAll(List.of(tries.get(outcomes.indexOf(EVENT_OUTCOME_ACCEPTED)))))
          .containsExactly(EVENT_OUTCOME_ACCEPTED);
    }
    assertThat(Sql.ask("SELECT count(*) FROM event WHERE unit = 'moved'")).isEqualTo("20");
    assertThat(Sql.ask("SELECT count(*) FROM event_key WHERE unit = 'moved'")).isEqualTo("20");
  }

  @Test
  void anImportedExperimentsEventsMakeTheirMonths() throws Exception {
    imported("history", "2012-05-10T00:00:00Z", "2012-06-20T00:00:00Z");
    var lookback = at("h1", "historian", Instant.parse("2012-04-30T12:00:00Z"));
    await().until(() -> sendAll(List.of(List.of(lookback))).contains(EVENT_OUTCOME_ACCEPTED));
    var before = at("h2", "historian", Instant.parse("2012-04-25T23:59:59Z"));
    var last = at("h3", "historian", Instant.parse("2012-06-20T00:00:00Z"));
    var after = at("h4", "historian", Instant.parse("2012-06-21T00:00:00Z"));
    assertThat(sendAll(List.of(List.of(before, last, after))))
        .containsExactly(EVENT_OUTCOME_REJECTED, EVENT_OUTCOME_ACCEPTED, EVENT_OUTCOME_REJECTED);
    assertThat(stored("historian")).isEqualTo("h1 event_2012_04,h3 event_2012_06");
    assertThat(Sql.ask("SELECT to_regclass('event_2012_05')"))
        .as("nothing happened")
        .isEqualTo("null");
  }

  @Test
  void aMonthIsMadeOnceHoweverManyNeedItAtOnce() throws Exception {
    imported("crowded", "2001-01-01T00:00:00Z", "2002-12-31T00:00:00Z");
    var first = at("c-0", "crowd", Instant.parse("2001-01-15T00:00:00Z"));
    await().until(() -> sendAll(List.of(List.of(first))).contains(EVENT_OUTCOME_ACCEPTED));
    var batches = new ArrayList<List<Event>>();
    for (var client = 0; client < 6; client++) {
      var batch = new ArrayList<Event>();
      for (var month = 1; month < 24; month++) {
        var time = YearMonth.of(2001, 1).plusMonths(month).atDay(2).atStartOfDay();
        batch.add(at("c-" + month, "crowd", time.toInstant(ZoneOffset.UTC)));
      }
      Collections.shuffle(batch, new Random(client));
      batches.add(batch);
    }
    assertThat(sendAll(batches)).hasSize(6 * 23).containsOnly(EVENT_OUTCOME_ACCEPTED);
    assertThat(
            Sql.ask(
                "SELECT count(*) || ' in ' || count(DISTINCT tableoid) FROM event"
                    + " WHERE unit = 'crowd'"))
        .isEqualTo("24 in 24");
  }

  @Test
  void aMonthThatWasDroppedBehindTheServicesBackIsMadeAgain() throws Exception {
    imported("twice", "1998-03-01T00:00:00Z", "1998-03-31T00:00:00Z");
    var first = at("t1", "twice", Instant.parse("1998-03-02T00:00:00Z"));
    await().until(() -> sendAll(List.of(List.of(first))).contains(EVENT_OUTCOME_ACCEPTED));
    Sql.run("ALTER TABLE event DETACH PARTITION event_1998_03");
    Sql.run("DROP TABLE event_1998_03");
    var second = at("t2", "twice", Instant.parse("1998-03-03T00:00:00Z"));
    assertThat(sendAll(List.of(List.of(second)))).containsExactly(EVENT_OUTCOME_ACCEPTED);
    assertThat(stored("twice")).isEqualTo("t2 event_1998_03");
  }

  @Test
  void whatCannotBeAMonthIsRefused() throws Exception {
    imported("prehistoric", "1815-06-18T00:00:00Z", "1990-01-01T00:00:00Z");
    var oldest = at("p1", "prehistoric", Instant.parse("1970-01-01T00:00:00Z"));
    await().until(() -> sendAll(List.of(List.of(oldest))).contains(EVENT_OUTCOME_ACCEPTED));
    var older = at("p2", "prehistoric", Instant.parse("1969-12-31T23:59:59Z"));
    assertThat(sendAll(List.of(List.of(older)))).containsExactly(EVENT_OUTCOME_REJECTED);
  }

  @Test
  void allMonthsThatMayBeNeededSoonAreThere() throws Exception {
    var now = YearMonth.now(ZoneOffset.UTC);
    for (var month = now.minusMonths(13); month.isBefore(now.plusMonths(3)); ) {
      assertThat(
              Sql.ask(
                  "SELECT count(*) FROM pg_inherits WHERE inhparent = 'event'::regclass AND"
                      + " inhrelid = to_regclass('%s')".formatted(table(month))))
          .as(month.toString())
          .isEqualTo("1");
      month = month.plusMonths(1);
    }
  }

  private static void imported(String key, String start, String end) {
    var experiment =
        Samples.running(key, 1)
            .setImported(true)
            .setStartTime(Samples.time(Instant.parse(start)))
            .setStopTime(Samples.time(Instant.parse(end)));
    experiment
        .getDefinitionBuilder()
        .getPlanBuilder()
        .getCovariateBuilder()
        .setLookback(com.google.protobuf.Duration.newBuilder().setSeconds(14 * 86_400));
    Servers.definitions().put(experiment.build());
  }

  private static Event at(String id, String user, Instant time) {
    return Samples.outcome(id, user, "buy", 0).setOccurredAt(Samples.time(time)).build();
  }

  /** Each batch from a client of its own, all at once; what became of them, in order. */
  private static List<EventOutcome> sendAll(List<List<Event>> batches) throws Exception {
    try (var executor = Executors.newFixedThreadPool(Math.min(batches.size(), 6))) {
      var tasks =
          batches.stream().map(batch -> (Callable<List<EventResult>>) () -> send(batch)).toList();
      var outcomes = new ArrayList<EventOutcome>();
      for (var done : executor.invokeAll(tasks)) {
        done.get().forEach(it -> outcomes.add(it.getOutcome()));
      }
      return outcomes;
    }
  }

  private static List<EventResult> send(List<Event> batch) {
    try (var client = Client.as("client")) {
      return client.track(batch);
    }
  }

  private static String stored(String user) throws Exception {
    return Sql.ask(
        "SELECT string_agg(event_id || ' ' || tableoid::regclass, ',' ORDER BY event_id) FROM event"
            + " WHERE unit = '%s'".formatted(user));
  }

  private static String table(Instant time) {
    return table(YearMonth.from(time.atOffset(ZoneOffset.UTC)));
  }

  private static String table(YearMonth month) {
    return "event_" + month.toString().replace('-', '_');
  }
}
