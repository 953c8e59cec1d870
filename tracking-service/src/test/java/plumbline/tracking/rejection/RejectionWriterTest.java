package plumbline.tracking.rejection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_ERASED_UNIT;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_INVALID_NAME;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import plumbline.proto.tracking.v1.CountRejectedEventsRequest;
import plumbline.proto.tracking.v1.EventResult;
import plumbline.proto.tracking.v1.RejectionCount;
import plumbline.tracking.Servers;

/** Bounds, days and several replicas, on a day that nobody else writes. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RejectionWriterTest {
  private static final LocalDate DAY = LocalDate.now(ZoneOffset.UTC).minusDays(85);
  private static final Instant NOON = DAY.atTime(12, 0).toInstant(ZoneOffset.UTC);
  private static final String DAY_ONLY = " WHERE day = '" + DAY + "'";
  private static final int KEPT = 10;

  @Inject AgroalDataSource database;
  @Inject RejectionReader reader;

  private final Rejections rejections =
      new Rejections(Clock.fixed(NOON, ZoneOffset.UTC), new SimpleMeterRegistry());

  @AfterEach
  void clear() throws SQLException {
    execute("DELETE FROM rejection_count WHERE day = '" + DAY + "'");
  }

  @Test
  void theNewestAreKeptAndAllAreCounted() throws SQLException {
    for (var i = 10; i < 35; i++) {
      note("bounded", "bounded-" + i);
    }
    writer(rejections).write();
    var kept = "SELECT count(*) FROM rejected_event WHERE client = 'bounded'";
    assertThat(ask(kept)).isEqualTo(KEPT);
    assertThat(ask(kept + " AND event_id >= 'bounded-25'")).isEqualTo(KEPT);
    assertThat(ask("SELECT events FROM rejection_count WHERE client = 'bounded'")).isEqualTo(25);
  }

  @Test
  void whatDoesNotFitTheBufferIsCounted() throws SQLException {
    for (var i = 0; i < 1_500; i++) {
      note("many", "many-" + i);
    }
    assertThat(rejections.take().events())
        .hasSize(1_000)
        .last()
        .extracting(Rejected::eventId)
        .isEqualTo("many-999");
    for (var i = 0; i < 25_000; i++) {
      note("client-" + i, "e");
    }
    var pending = rejections.take();
    assertThat(pending.counts()).hasSize(20_001);
    assertThat(pending.counts().values().stream().mapToLong(it -> it).sum()).isEqualTo(25_000);
  }

  @Test
  void nothingOfAnErasedUnitsEventIsKept() {
    var erased =
        EventResult.newBuilder().setEventId("e").setRejection(REJECTION_REASON_ERASED_UNIT);
    rejections.note("eraser", erased.build(), () -> "{\"attributes\": {\"mail\": \"anna@x\"}}");
    assertThat(rejections.take().events())
        .singleElement()
        .extracting(Rejected::event, Rejected::reason)
        .containsExactly("", REJECTION_REASON_ERASED_UNIT);
  }

  @Test
  void aDaysClientsAreBounded() throws SQLException {
    for (var i = 0; i < 600; i++) {
      note("c" + (1_000 + i), "e");
    }
    writer(rejections).write();
    for (var i = 0; i < 1_600; i++) {
      note("c" + (1_000 + i), "e");
    }
    writer(rejections).write();
    assertThat(ask("SELECT count(DISTINCT client) FROM rejection_count" + DAY_ONLY))
        .isEqualTo(1_001);
    assertThat(ask("SELECT events FROM rejection_count" + DAY_ONLY + " AND client = '(others)'"))
        .isEqualTo(600);
    assertThat(ask("SELECT events FROM rejection_count" + DAY_ONLY + " AND client = 'c1599'"))
        .isEqualTo(2);
    assertThat(ask("SELECT sum(events) FROM rejection_count" + DAY_ONLY)).isEqualTo(2_200);
  }

  @Test
  void severalReplicasAddAndNeverOverwrite() throws Exception {
    try (var executor = Executors.newFixedThreadPool(4)) {
      var replicas = new ArrayList<Callable<Void>>();
      for (var replica = 0; replica < 4; replica++) {
        var own = new Rejections(Clock.fixed(NOON, ZoneOffset.UTC), new SimpleMeterRegistry());
        var writer = writer(own);
        replicas.add(() -> {
          for (var i = 0; i < 50; i++) {
            note(own, "shared-" + i % 7, "e");
            writer.write();
          }
          return null;
        });
      }
      for (var done : executor.invokeAll(replicas)) {
        done.get();
      }
    }
    assertThat(ask("SELECT sum(events) FROM rejection_count" + DAY_ONLY)).isEqualTo(200);
    assertThat(ask("SELECT count(*) FROM rejected_event WHERE client LIKE 'shared-%'"))
        .isBetween(1L, (long) KEPT);
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenLaterOnce() throws SQLException {
    note("late", "late-1");
    execute("ALTER TABLE rejection_count RENAME TO away");
    try {
      assertThatThrownBy(() -> writer(rejections).write()).isInstanceOf(SQLException.class);
    } finally {
      execute("ALTER TABLE away RENAME TO rejection_count");
    }
    note("late", "late-2");
    writer(rejections).write();
    writer(rejections).write();
    assertThat(ask("SELECT events FROM rejection_count WHERE client = 'late'")).isEqualTo(2);
    assertThat(ask("SELECT count(*) FROM rejected_event WHERE client = 'late'")).isEqualTo(2);
  }

  @Test
  void aGracefulEndWritesWhatWaits() throws SQLException {
    var writer = writer(rejections);
    writer.start();
    note("the-end", "e");
    writer.stop(new ShutdownEvent());
    assertThat(ask("SELECT events FROM rejection_count WHERE client = 'the-end'")).isEqualTo(1);
  }

  @Test
  void daysThatNobodyCanAskForAreForgotten() throws SQLException {
    execute(
        "INSERT INTO rejection_count SELECT (now() AT TIME ZONE 'UTC')::date - n, 'ages', 1, n"
            + " FROM generate_series(89, 92) n");
    note("any", "e");
    writer(rejections).write();
    assertThat(ask("SELECT sum(events) FROM rejection_count WHERE client = 'ages'"))
        .isEqualTo(89 + 90);
    execute("DELETE FROM rejection_count WHERE client = 'ages'");
  }

  @Test
  void anAnswersSizeIsBoundedAndItsSumIsWhole() throws SQLException {
    var day = LocalDate.now(ZoneOffset.UTC).minusDays(80).toString();
    execute(
        "INSERT INTO rejection_count SELECT '%s', 'x' || n, 12, 1 FROM generate_series(1, 5010) n"
            .formatted(day));
    var request = CountRejectedEventsRequest.newBuilder().setDays(90).build();
    var counts = reader.count(request).await().atMost(Duration.ofSeconds(20)).getCountsList();
    execute("DELETE FROM rejection_count WHERE day = '" + day + "'");
    var ofDay = counts.stream().filter(it -> it.getDay().equals(day)).toList();
    assertThat(ofDay.stream().mapToLong(RejectionCount::getEvents).sum()).isEqualTo(5_010);
    assertThat(ofDay).extracting(RejectionCount::getClient).contains("(others)").contains("x1");
    assertThat(counts.stream().filter(it -> !it.getClient().equals("(others)"))).hasSize(5_000);
  }

  private void note(String client, String eventId) {
    note(rejections, client, eventId);
  }

  private static void note(Rejections rejections, String client, String eventId) {
    var result =
        EventResult.newBuilder().setEventId(eventId).setRejection(REJECTION_REASON_INVALID_NAME);
    rejections.note(client, result.build(), () -> "{}");
  }

  private RejectionWriter writer(Rejections from) {
    return new RejectionWriter(from, () -> KEPT, database);
  }

  private long ask(String query) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private void execute(String... statements) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      for (var each : List.of(statements)) {
        statement.execute(each);
      }
    }
  }
}
