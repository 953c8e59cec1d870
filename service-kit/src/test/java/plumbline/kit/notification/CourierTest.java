package plumbline.kit.notification;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.kit.notification.Destinations.Lookup;

/** Where messages go, on real sockets: one listens on every address of this machine. */
class CourierTest {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger connections = new AtomicInteger();
  private final CompletableFuture<String> begin = new CompletableFuture<>();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0);
    Thread.ofVirtual().start(this::accept);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "127.0.0.1",
        "127.1",
        "127.0.0.2",
        "2130706433",
        "0.0.0.0",
        "0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "[0:0:0:0:0:ffff:7f00:1]",
        "LOCALHOST"
      })
  void aNeighbourIsNotConnectedTo(String host) {
    var url = URI.create("http://" + host + ":" + server.getLocalPort() + "/");
    if (url.getHost() != null) {
      assertThat(post(url, List.of(), InetAddress::getAllByName))
          .isInstanceOfSatisfying(
              Answer.Refused.class, it -> assertThat(it.error()).contains("inner address"));
    }
    assertThat(connections).as("%s: %s", host, url.getHost()).hasValue(0);
  }

  @Test
  void aNameThatMeansANeighbourIsRefusedWhateverItIsCalled() throws UnknownHostException {
    var loopback = InetAddress.getByName("127.0.0.1");
    var answer = post(url("http", "metadata.example.com"), List.of(), _ -> one(loopback));
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThat(connections).hasValue(0);
  }

  @Test
  void itIsConnectedToTheAddressThatWasLookedAt() {
    var lookUps = new AtomicInteger();
    // First what is allowed, then, as a name may change its meaning, what is not.
    Lookup changing =
        _ -> one(InetAddress.getByName(lookUps.getAndIncrement() == 0 ? "127.0.0.3" : "127.0.0.1"));
    var answer = post(url("http", "hooks.example.com"), List.of("127.0.0.3"), changing);
    assertThat(answer).isEqualTo(new Answer.Taken());
    assertThat(lookUps).hasValue(1);
    assertThat(begin.join())
        .contains("127.0.0.3\n")
        .containsIgnoringCase("host: hooks.example.com:" + server.getLocalPort());
  }

  @Test
  void amongSeveralAddressesTheAllowedOneIsTaken() {
    Lookup two =
        _ ->
            new InetAddress[] {
              InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.4")
            };
    assertThat(post(url("http", "a.example.com"), List.of("127.0.0.4"), two))
        .isEqualTo(new Answer.Taken());
    assertThat(begin.join()).contains("127.0.0.4\n");
  }

  @Test
  void overTlsTheHostIsAskedForByItsName() {
    post(
        url("https", "hooks.example.com"),
        List.of("hooks.example.com"),
        _ -> one(InetAddress.getByName("127.0.0.1")));
    assertThat(begin.join()).as("TLS' first message").contains("hooks.example.com");
  }

  @Test
  void aNameThatIsNotThereIsAFailureLikeOthers() {
    Lookup nothing =
        host -> {
          throw new UnknownHostException(host);
        };
    assertThat(post(url("http", "nowhere.example.com"), List.of(), nothing))
        .isInstanceOf(Answer.Failed.class);
  }

  private Answer post(URI url, List<String> allowed, Lookup lookup) {
    var addresses =
        AllowedAddresses.parse(
            allowed,
            word -> {
              throw new AssertionError(word);
            });
    var destinations = new Destinations(vertx, addresses, lookup);
    var endpoint = new Endpoint("hook", url, Optional.empty(), Format.JSON, Set.of());
    var message = new OutboxRows.Message(1, "id", "experiment", "{}", 1);
    try (var courier =
        new Courier(vertx, destinations, Duration.ofSeconds(10), 1, Clock.systemUTC())) {
      return courier.post(endpoint, message).await().atMost(Duration.ofSeconds(20));
    }
  }

  private URI url(String scheme, String host) {
    return URI.create(scheme + "://" + host + ":" + server.getLocalPort() + "/told");
  }

  private static InetAddress[] one(InetAddress address) {
    return new InetAddress[] {address};
  }

  /** Answers 204 to whoever comes, and keeps where to, and how it begins. */
  private void accept() {
    while (!server.isClosed()) {
      try (var socket = server.accept()) {
        connections.incrementAndGet();
        var bytes = new byte[4_096];
        var read = socket.getInputStream().read(bytes);
        begin.complete(
            socket.getLocalAddress().getHostAddress()
                + "\n"
                + new String(bytes, 0, Math.max(0, read), ISO_8859_1));
        socket.getOutputStream().write("HTTP/1.1 204 Well\r\n\r\n".getBytes(ISO_8859_1));
      } catch (IOException e) {
        // Closed: the test is over, or the other side went.
      }
    }
  }
}
