package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.Refusals.refused;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AssignmentServiceGrpc;
import plumbline.proto.flagd.v1.EventStreamRequest;
import plumbline.proto.flagd.v1.EventStreamResponse;
import plumbline.proto.flagd.v1.ServiceGrpc;

/** What is too large or too much is refused in words, and never harms the next caller. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@TestProfile(OversizedTest.Few.class)
class OversizedTest {
  private static final int FEW = 40;
  private static final byte PING = 6;
  private static final byte GO_AWAY = 7;

  /** Few RPCs on a connection. */
  public static final class Few implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("plumbline.limits.grpc-calls-per-connection", String.valueOf(FEW));
    }
  }

  @Test
  void aMessageThatIsTooLarge() {
    var request =
        AssignRequest.newBuilder().setExperiment("none").setUnit("u".repeat(5 * 1024 * 1024));
    refused(
        Status.Code.RESOURCE_EXHAUSTED,
        () -> Calls.assignments(Tokens.client()).assign(request.build()));
    callsAreAnswered();
  }

  @Test
  void metadataThatIsTooLarge() {
    var headers = new Metadata();
    headers.put(
        Metadata.Key.of("x-large", Metadata.ASCII_STRING_MARSHALLER), "x".repeat(17 * 1024));
    var stub =
        Calls.assignments(Tokens.client())
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    var refusal =
        Assertions.catchThrowableOfType(
            StatusRuntimeException.class, () -> stub.assign(AssignRequest.getDefaultInstance()));
    // The client holds itself to what the server has told it.
    assertThat(refusal.getStatus().toString()).contains("exceeded max allowed size (16384)");
    callsAreAnswered();
  }

  @Test
  void aBodyThatIsTooLarge() {
    try (var socket = RawSocket.http()) {
      socket.send(head() + "Content-Length: 5000000\r\n\r\n");
      assertThat(socket.readText()).startsWith("HTTP/1.1 413 ");
    }
    try (var socket = RawSocket.http();
        var errors = new LoggedErrors()) {
      socket.send(head() + "Transfer-Encoding: chunked\r\n\r\n");
      var chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
      for (var i = 0; i < 64; i++) {
        socket.send(chunk);
      }
      socket.send("1\r\nx\r\n");
      assertThat(socket.readText()).startsWith("HTTP/1.1 413 ");
      callsAreAnswered();
      assertThat(errors.messages()).isEmpty();
    }
  }

  private static String head() {
    return "POST /v1/assign HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + "Authorization: Bearer "
        + Tokens.client()
        + "\r\n";
  }

  @Test
  void aPathOrHeadThatIsTooLarge() {
    try (var socket = RawSocket.http()) {
      socket.send("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(socket.readText()).matches("(?s)HTTP/1.. 414 .*");
    }
    try (var socket = RawSocket.http()) {
      socket.send(
          "GET / HTTP/1.1\r\nHost: localhost\r\nX-Y: " + "x".repeat(17 * 1024) + "\r\n\r\n");
      assertThat(socket.readText()).matches("(?s)HTTP/1.. 431 .*");
    }
    try (var socket = RawSocket.http()) {
      socket.send("GET / HTTP/1.1\r\n" + "X-Y: xyz\r\n".repeat(5_000) + "\r\n");
      assertThat(socket.readText()).matches("(?s)HTTP/1.. 431 .*");
    }
    callsAreAnswered();
  }

  @Test
  void theHttpPortSpeaksNoHttp2() {
    try (var socket = RawSocket.http().send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
      assertThat(socket.readText()).contains(" 400 Bad Request");
    }
  }

  @Test
  void streamsBeyondWhatAConnectionMayHaveWaitAndOthersAreAnswered() throws Exception {
    var open = new AtomicInteger();
    var channel = NettyChannelBuilder.forAddress("127.0.0.1", port()).usePlaintext().build();
    try {
      var stub = ServiceGrpc.newStub(channel).withCallCredentials(Calls.bearer(Tokens.client()));
      for (var i = 0; i < 1_200; i++) {
        stub.eventStream(EventStreamRequest.getDefaultInstance(), new Counting(open));
      }
      await().until(() -> open.get() == FEW);
      for (var i = 0; i < 20; i++) {
        callsAreAnswered();
      }
      assertThat(open).hasValue(FEW);
      var blocked =
          AssignmentServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(1, TimeUnit.SECONDS)
              .withCallCredentials(Calls.bearer(Tokens.client()));
      refused(
          Status.Code.DEADLINE_EXCEEDED, () -> blocked.assign(AssignRequest.getDefaultInstance()));
    } finally {
      channel.shutdownNow();
      channel.awaitTermination(10, TimeUnit.SECONDS);
    }
    await().until(() -> FlagStreamCount.now() == 0);
  }

  @Test
  void whoPingsAllTheTimeIsSentAway() {
    try (var socket = RawSocket.grpc()) {
      socket.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").send(frame((byte) 4, new byte[0]));
      for (var i = 0; i < 20; i++) {
        socket.send(frame(PING, new byte[8]));
      }
      var answer = ByteBuffer.wrap(socket.readAll());
      var ended = new String(answer.array(), StandardCharsets.ISO_8859_1);
      assertThat(ended).contains("too_many_pings");
      assertThat(frames(answer)).contains(GO_AWAY);
    }
    callsAreAnswered();
  }

  private static java.util.Set<Byte> frames(ByteBuffer bytes) {
    var types = new java.util.HashSet<Byte>();
    while (bytes.remaining() >= 9) {
      var length = (bytes.get() & 0xff) << 16 | (bytes.get() & 0xff) << 8 | bytes.get() & 0xff;
      types.add(bytes.get());
      bytes.position(Math.min(bytes.limit(), bytes.position() + 5 + length));
    }
    return types;
  }

  private static byte[] frame(byte type, byte[] payload) {
    var frame = new ByteArrayOutputStream();
    frame.write(0);
    frame.write(0);
    frame.write(payload.length);
    frame.write(type);
    frame.writeBytes(new byte[5]);
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  private static int port() {
    return ConfigProvider.getConfig().getValue("quarkus.grpc.server.test-port", Integer.class);
  }

  private static void callsAreAnswered() {
    given().get("/q/health/live").then().statusCode(200);
    var request = AssignRequest.newBuilder().setExperiment("none").setUnit("u").build();
    refused(Status.Code.NOT_FOUND, () -> Calls.assignments(Tokens.client()).assign(request));
  }

  private record Counting(AtomicInteger open) implements StreamObserver<EventStreamResponse> {
    @Override
    public void onNext(EventStreamResponse response) {
      if (response.getType().equals("provider_ready")) {
        open.incrementAndGet();
      }
    }

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onCompleted() {}
  }
}
