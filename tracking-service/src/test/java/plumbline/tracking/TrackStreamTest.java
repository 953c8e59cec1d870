package plumbline.tracking;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.proto.tracking.v1.TrackStreamRequest;
import plumbline.proto.tracking.v1.TrackStreamResponse;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class TrackStreamTest {
  private static final int WINDOW = 16;

  @Test
  void eachBatchIsAnsweredUnderItsNumberAfterItIsStored() throws Exception {
    try (var client = Client.as("client")) {
      var answers = new Answers();
      var stream = client.trackStream(answers);
      for (var batch = 0; batch < 200; batch++) {
        stream.onNext(batch(1_000 + batch, "stream-" + batch, 3));
      }
      stream.onCompleted();
      answers.ended.get(20, SECONDS);
      assertThat(answers.all)
          .extracting(TrackStreamResponse::getBatchId)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 200).mapToObj(i -> 1_000L + i).toList());
      assertThat(answers.all)
          .allMatch(it ->
              it.getStored().getResultsList().stream()
                  .allMatch(r -> r.getOutcome() == EventOutcome.EVENT_OUTCOME_ACCEPTED));
    }
    assertThat(Sql.ask("SELECT count(*) FROM event WHERE unit LIKE 'stream-%'")).isEqualTo("600");
  }

  @Test
  void aBatchThatIsRefusedDoesNotEndTheStream() throws Exception {
    try (var client = Client.as("client")) {
      var answers = new Answers();
      var stream = client.trackStream(answers);
      stream.onNext(TrackStreamRequest.newBuilder().setBatchId(1).build());
      stream.onNext(batch(2, "goes-on", 1));
      stream.onCompleted();
      answers.ended.get(20, SECONDS);
      var refused = answers.of(1).getRefused();
      assertThat(refused.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT.value());
      assertThat(refused.getField()).isEqualTo("events");
      assertThat(refused.getMessage()).contains("1 to 1000");
      assertThat(refused.hasRetryAfter()).isFalse();
      assertThat(answers.of(2).hasStored()).isTrue();
    }
  }

  @Test
  void noMoreIsReadThanAWindowOfBatches() throws Exception {
    try (var client = Client.as("client")) {
      var answers = new Answers();
      ClientCallStreamObserver<TrackStreamRequest> stream;
      try (var lock = TableLock.on("event_key")) {
        stream = client.trackStream(answers);
        for (var batch = 0; batch < 200; batch++) {
          stream.onNext(batch(batch, "window-" + batch, 10));
        }
        Queued.await(WINDOW * 10);
        // Another client's events come after all that was read of the stream.
        try (var other = Client.as("client")) {
          other.trackLater(List.of(Samples.outcome("w", "window-other", "buy", 1).build()));
          Queued.await(WINDOW * 10 + 1);
        }
      }
      stream.onCompleted();
      answers.ended.get(20, SECONDS);
      assertThat(answers.all).hasSize(200).allMatch(TrackStreamResponse::hasStored);
    }
  }

  @Test
  void whatFindsNoRoomIsToldWhenToComeAgain() throws Exception {
    try (var client = Client.as("client");
        var other = Client.as("client")) {
      var answers = new Answers();
      var stream = client.trackStream(answers);
      try (var lock = TableLock.on("event_key")) {
        for (var i = 0; i < 20; i++) {
          other.trackLater(events("room-" + i, 1_000));
        }
        Queued.await(20_000);
        stream.onNext(batch(7, "no-room", 1));
        await().atMost(8, SECONDS).until(() -> !answers.all.isEmpty());
        var refused = answers.of(7).getRefused();
        assertThat(refused.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED.value());
        assertThat(Durations.toSeconds(refused.getRetryAfter())).isPositive();
      }
      Queued.await(0);
      stream.onNext(batch(8, "no-room", 1));
      stream.onCompleted();
      answers.ended.get(20, SECONDS);
      assertThat(answers.of(8).hasStored()).isTrue();
    }
  }

  private static TrackStreamRequest batch(long id, String unit, int events) {
    return TrackStreamRequest.newBuilder()
        .setBatchId(id)
        .setBatch(TrackRequest.newBuilder().addAllEvents(events(unit, events)))
        .build();
  }

  private static List<Event> events(String unit, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Samples.outcome("s-" + i, unit, "buy", i).build())
        .toList();
  }

  private static final class Answers
      implements ClientResponseObserver<TrackStreamRequest, TrackStreamResponse> {
    private final List<TrackStreamResponse> all = new CopyOnWriteArrayList<>();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

    TrackStreamResponse of(long batchId) {
      return all.stream().filter(it -> it.getBatchId() == batchId).findFirst().orElseThrow();
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<TrackStreamRequest> stream) {
      // Nothing to set.
    }

    @Override
    public void onNext(TrackStreamResponse answer) {
      all.add(answer);
    }

    @Override
    public void onError(Throwable failure) {
      ended.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      ended.complete(null);
    }
  }
}
