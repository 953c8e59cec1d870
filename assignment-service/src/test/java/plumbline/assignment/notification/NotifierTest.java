package plumbline.assignment.notification;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import plumbline.assignment.Servers;
import plumbline.kit.notification.AllowedAddresses;
import plumbline.kit.notification.Answer;
import plumbline.kit.notification.Courier;
import plumbline.kit.notification.Destinations;
import plumbline.kit.notification.Endpoint;
import plumbline.kit.notification.Format;
import plumbline.kit.notification.Notifier;
import plumbline.kit.notification.OutboxRows;
import plumbline.kit.notification.Topic;
import plumbline.localstack.WebhookReceiver;
import plumbline.localstack.WebhookReceiver.Received;
import plumbline.localstack.WebhookReceiver.Reply;

/** Senders of the test's own, on the real database and to a real receiver. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class NotifierTest {
  private static final String INSERT =
      """
      INSERT INTO outbox (id, endpoint, experiment_key, body, create_time)
      SELECT gen_random_uuid(), $1, $2, $2 || ' ' || n, now()
      FROM generate_series(1, $3::int) n ORDER BY n
      """;

  @Inject Pool pool;
  @Inject OutboxRows rows;
  @Inject Vertx vertx;

  private final String name = "hook-" + UUID.randomUUID().toString().substring(0, 8);
  private final WebhookReceiver receiver = WebhookReceiver.start(0);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<Notifier> senders = new ArrayList<>();

  @AfterEach
  void close() {
    senders.forEach(sender -> sender.stop());
    receiver.close();
  }

  @Test
  void twoSendersDeliverEachOnceAndInOrder() {
    for (var experiment = 1; experiment <= 20; experiment++) {
      write("e" + experiment, 5);
    }
    startSender(Map.of());
    startSender(Map.of());
    await().atMost(60, SECONDS).until(() -> count("DELIVERED") == 100);
    assertThat(received()).hasSize(100).extracting(Received::id).doesNotHaveDuplicates();
    for (var experiment = 1; experiment <= 20; experiment++) {
      var key = "e" + experiment;
      assertThat(receiver.received("/hook", key + " "))
          .extracting(Received::body)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, 5).mapToObj(n -> key + " " + n).toList());
    }
  }

  @Test
  void whatASenderHasIsNobodyElses() {
    write("e1", 2);
    write("e2", 1);
    var taken = done(rows.claim(endpoint(), 8, Duration.ofHours(1)));
    assertThat(taken).extracting(OutboxRows.Message::body).containsExactly("e1 1", "e2 1");
    assertThat(done(rows.claim(endpoint(), 8, Duration.ofHours(1)))).isEmpty();
    assertThat(done(rows.delivered(taken.getFirst()))).isTrue();
    assertThat(done(rows.delivered(taken.getFirst()))).as("again").isFalse();
    assertThat(done(rows.claim(endpoint(), 8, Duration.ofHours(1))))
        .extracting(OutboxRows.Message::body)
        .containsExactly("e1 2");
  }

  @Test
  void aSenderThatDiedAfterItsPostIsFollowedByTheSameIdAgain() {
    write("e1", 2);
    // As a sender does, but for noting what became of it.
    var died = done(rows.claim(endpoint(), 8, Duration.ofMillis(1))).getFirst();
    var loopback = AllowedAddresses.parse(List.of("127.0.0.1"), word -> fail(word));
    var destinations = new Destinations(vertx, loopback);
    try (var courier =
        new Courier(vertx, destinations, Duration.ofSeconds(5), 1, Clock.systemUTC())) {
      assertThat(done(courier.post(endpoint(), died))).isEqualTo(new Answer.Taken());
    }
    startSender(Map.of());
    await().atMost(60, SECONDS).until(() -> count("DELIVERED") == 2);
    assertThat(received()).extracting(Received::body).containsExactly("e1 1", "e1 1", "e1 2");
    assertThat(received().get(1).id()).isEqualTo(received().get(0).id()).isEqualTo(died.id());
    assertThat(done(rows.retry(died, Duration.ofDays(1), "late")))
        .as("what a sender says whose time was over")
        .isFalse();
  }

  @Test
  void whatIsGivenUpHoldsUpNothing() {
    receiver.answer(it -> new Reply(it.body().equals("bad 1") ? 500 : 204));
    write("bad", 2);
    write("good", 2);
    startSender(Map.of("max-attempts", "3"));
    await().atMost(60, SECONDS).until(() -> count("DELIVERED") == 3);
    assertThat(receiver.received("/hook", "bad"))
        .extracting(Received::body)
        .containsExactly("bad 1", "bad 1", "bad 1", "bad 2");
    assertThat(receiver.received("/hook", "good")).hasSize(2);
    assertThat(count("DEAD")).isEqualTo(1);
    assertThat(text("SELECT last_error FROM outbox WHERE endpoint = $1 AND state = 'DEAD'"))
        .isEqualTo("answered 500");
    assertThat(counter("failed")).isEqualTo(3);
    await().atMost(20, SECONDS).until(() -> counter("delivered") == 3 && counter("dead") == 1);
  }

  @Test
  void aRedirectIsNotFollowed() {
    var elsewhere = "http://127.0.0.1:" + receiver.port() + "/elsewhere";
    receiver.answer(
        it -> it.attempt() == 1 ? new Reply(307, Map.of("Location", elsewhere)) : new Reply(204));
    write("e1", 1);
    startSender(Map.of());
    await().atMost(60, SECONDS).until(() -> count("DELIVERED") == 1);
    assertThat(received()).hasSize(2);
    assertThat(receiver.received("/elsewhere", "")).isEmpty();
  }

  @Test
  void anAnswerWithoutEndIsBrokenOff() {
    receiver.answer(_ -> new Reply(200, Map.of(), new CountDownLatch(0), true));
    write("e1", 1);
    startSender(Map.of("timeout", "10m"));
    await().atMost(60, SECONDS).until(() -> count("DELIVERED") == 1 && receiver.brokenOff() == 1);
    assertThat(received()).hasSize(1);
  }

  @Test
  void whatWaitsIsCounted() {
    receiver.answer(_ -> new Reply(503, Map.of("Retry-After", "3600")));
    write("e1", 3);
    startSender(Map.of("max-backoff", "1h"));
    await().atMost(60, SECONDS).until(() -> gauge("pending") == 3);
    assertThat(received()).as("asked for peace").hasSize(1);
    assertThat(
            text(
                "SELECT max(due_time) > now() + interval '50 minutes' FROM outbox WHERE endpoint = $1"))
        .isEqualTo("true");
  }

  @Test
  void oldOnesAreRemovedAndWhatStillWaitsIsNot() {
    write("old", 4);
    write("new", 2);
    update("experiment_key = 'old'", "create_time = now() - interval '40 days'");
    update("body = 'old 1'", "state = 'DELIVERED', end_time = now() - interval '31 days'");
    update("body = 'old 2'", "state = 'DEAD', end_time = now() - interval '31 days'");
    update("body = 'old 3'", "state = 'DEAD', end_time = now() - interval '29 days'");
    update("body = 'new 1'", "state = 'DELIVERED', end_time = now()");
    done(rows.removeOld(Duration.ofDays(30), List.of(endpoint())));
    assertThat(bodies()).isEqualTo("new 1,new 2,old 3,old 4");
    done(rows.removeOld(Duration.ofDays(30), List.of()));
    assertThat(bodies()).as("nobody would ever send it").isEqualTo("new 1,new 2,old 3");
  }

  @Test
  void whatIsAtAnInnerAddressGetsNothingAndSaysWhy() {
    write("e1", 1);
    startSender(Map.of("max-attempts", "2", "allowed-addresses", "10.0.0.0/8"));
    await().atMost(60, SECONDS).until(() -> count("DEAD") == 1);
    assertThat(received()).isEmpty();
    assertThat(text("SELECT last_error FROM outbox WHERE endpoint = $1"))
        .contains("inner address", "plumbline.notification.allowed-addresses");
    assertThat(counter("refused")).isEqualTo(2);
    assertThat(counter("failed")).isEqualTo(2);
  }

  private void startSender(Map<String, String> settings) {
    var all = new HashMap<String, String>();
    all.put("plumbline.notification.webhooks." + name + ".url", endpoint().url().toString());
    all.put("plumbline.notification.webhooks." + name + ".secret", "a-secret-of-enough-bytes");
    all.put("plumbline.notification.allowed-addresses", "127.0.0.1");
    all.put("plumbline.notification.poll-interval", "20ms");
    all.put("plumbline.notification.min-backoff", "20ms");
    all.put("plumbline.notification.max-backoff", "100ms");
    settings.forEach((key, value) -> all.put("plumbline.notification." + key, value));
    var config = EndpointsTest.config(all);
    var sender =
        new Notifier(
            EndpointsTest.endpoints(config), config, rows, vertx, registry, Clock.systemUTC());
    senders.add(sender);
    sender.start();
  }

  private Endpoint endpoint() {
    var url = java.net.URI.create("http://127.0.0.1:" + receiver.port() + "/hook");
    var events = java.util.Set.<Topic>of(Event.values());
    return new Endpoint(name, url, java.util.Optional.empty(), Format.JSON, events);
  }

  private List<Received> received() {
    return receiver.received("/hook", "");
  }

  private void write(String experiment, int messages) {
    done(pool.preparedQuery(INSERT).execute(Tuple.of(name, experiment, messages)));
  }

  private void update(String which, String how) {
    var sql = "UPDATE outbox SET " + how + " WHERE endpoint = $1 AND " + which;
    done(pool.preparedQuery(sql).execute(Tuple.of(name)));
  }

  private long count(String state) {
    return Long.parseLong(
        text("SELECT count(*) FROM outbox WHERE endpoint = $1 AND state = '" + state + "'"));
  }

  private String bodies() {
    return text("SELECT string_agg(body, ',' ORDER BY body) FROM outbox WHERE endpoint = $1");
  }

  private String text(String sql) {
    var row = done(pool.preparedQuery(sql).execute(Tuple.of(name))).iterator().next();
    return String.valueOf(row.getValue(0));
  }

  private double counter(String what) {
    return registry.get("plumbline.notification." + what).tag("endpoint", name).counter().count();
  }

  private double gauge(String what) {
    return registry.get("plumbline.notification." + what).tag("endpoint", name).gauge().value();
  }

  private static <T> T done(io.smallrye.mutiny.Uni<T> uni) {
    return uni.await().atMost(Duration.ofSeconds(20));
  }
}
