package plumbline.assignment;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.FlagDefinitions.made;
import static plumbline.assignment.FlagDefinitions.valid;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import plumbline.proto.flagd.v2.EventStreamRequest;
import plumbline.proto.flagd.v2.EventStreamResponse;
import plumbline.proto.flagd.v2.ServiceGrpc;

@QuarkusTest
@TestProfile(FlagStreamsUnderLoadTest.Profile.class)
class SlowFlagReaderTest {
  private static final int FLAGS = 1_500;
  private static final int CHANGES = 5;
  private static final int WINDOW = 65_535;

  // Long keys: one notice of them all is more than may be under way unread.
  private static final String COPY =
      """
      INSERT INTO flags (key, version, definition, author, create_time, update_time, changed)
      SELECT rpad('slow-' || i || '-', 64, 'x'), version, definition, author, create_time, update_time,
        changed + 1
      FROM flags, generate_series(1, %d) i WHERE key = '%s';
      UPDATE snapshot_version SET version = version + 1
      """;
  private static final String CHANGE =
      """
      UPDATE flags SET version = version + 1, changed = (SELECT version + 1 FROM snapshot_version)
      WHERE key LIKE 'slow-%';
      UPDATE snapshot_version SET version = version + 1
      """;

  @ConfigProperty(name = "quarkus.grpc.server.test-port")
  int port;

  @Test
  void getsAllThatItMissedAsOneAndHoldsUpNobody() {
    Sql.execute(COPY.formatted(FLAGS, made(valid())));
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port)
            .usePlaintext()
            .flowControlWindow(WINDOW)
            .build();
    var slow = new Slow();
    try (var quick = FlagdListener.open(FlagdVersion.V2)) {
      await().atMost(20, SECONDS).until(() -> !quick.types().isEmpty());
      ServiceGrpc.newStub(channel)
          .withCallCredentials(Calls.bearer(Tokens.client()))
          .eventStream(EventStreamRequest.getDefaultInstance(), slow);
      // What is copied behind the service's back is found, and told, before anything is counted.
      await().atMost(20, SECONDS).until(() -> FlagStreamCount.now() == 2 && knowsTheCopies());
      var before = quick.changes().size();
      for (var i = 1; i <= CHANGES; i++) {
        Sql.execute(CHANGE);
        var heard = before + i;
        await().atMost(20, SECONDS).until(() -> quick.changes().size() >= heard);
      }
      slow.readAll();
      var last = made(valid());
      await().atMost(20, SECONDS).until(() -> slow.hasHeardOf(last));
      assertThat(slow.changes()).hasSizeLessThan(CHANGES);
      assertThat(slow.changes()).filteredOn(change -> flags(change) >= FLAGS).hasSizeGreaterThan(1);
    } finally {
      channel.shutdownNow();
    }
  }

  private static boolean knowsTheCopies() {
    var first = "slow-1-" + "x".repeat(57);
    return Ofrep.one(first, FlagContexts.NOBODY).statusCode() == 200;
  }

  private static int flags(EventStreamResponse change) {
    return change.getData().getFieldsOrThrow("flags").getStructValue().getFieldsCount();
  }

  /** Reads nothing until it is told to. */
  private static final class Slow
      implements ClientResponseObserver<EventStreamRequest, EventStreamResponse> {
    private final List<EventStreamResponse> changes = new CopyOnWriteArrayList<>();
    private @Nullable ClientCallStreamObserver<EventStreamRequest> call;

    @Override
    public void beforeStart(ClientCallStreamObserver<EventStreamRequest> started) {
      call = started;
      started.disableAutoRequestWithInitial(1);
    }

    void readAll() {
      Objects.requireNonNull(call).request(1_000);
    }

    List<EventStreamResponse> changes() {
      return changes;
    }

    boolean hasHeardOf(String flag) {
      return changes.stream()
          .anyMatch(
              it -> it.getData().getFieldsOrThrow("flags").getStructValue().containsFields(flag));
    }

    @Override
    public void onNext(EventStreamResponse event) {
      if (event.getType().equals("configuration_change")) {
        changes.add(event);
      }
    }

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onCompleted() {}
  }
}
