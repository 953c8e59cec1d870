package plumbline.system.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import plumbline.localstack.StackClients;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.proto.tracking.v1.TrackResponse;

/**
 * Far more than can wait, from eight connections at once: a few batches again and again, so that
 * the sender's own memory does not matter.
 */
final class Flood implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final int CALLS = 2_000;
  private static final int EVENTS = 500;

  private final List<StackClients> connections = new ArrayList<>();
  private final List<List<Event>> batches = new ArrayList<>();
  private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

  Flood(String prefix) {
    var stack = IntakeStack.get();
    for (var i = 0; i < CONNECTIONS; i++) {
      var token = stack.token(prefix + "-flood-" + i, Set.of("client"), Duration.ofHours(1));
      connections.add(stack.clients().as(token));
      batches.add(new Batches(prefix, "flood" + i, new Random(i), Instant.now()).next(EVENTS));
    }
  }

  /** Sends everything, without waiting for an answer. */
  void begin() {
    for (var call = 0; call < CALLS; call++) {
      var answer = connections.get(call % CONNECTIONS).trackingFuture().track(request(call));
      Futures.addCallback(answer, new Counting(), MoreExecutors.directExecutor());
    }
  }

  /** Waits until each call is answered, and holds that each was stored or refused with advice. */
  void awaitAnswers() {
    await("all calls of the flood are answered")
        .atMost(Duration.ofMinutes(2))
        .until(() -> answers.values().stream().mapToLong(LongAdder::sum).sum() == CALLS);
    assertThat(answers.keySet()).isSubsetOf("stored", "RESOURCE_EXHAUSTED", "UNAVAILABLE");
    assertThat(answers).as("more than can wait").containsKey("RESOURCE_EXHAUSTED");
  }

  /** Sends the batches once more, now that it is quiet. */
  void sendUntilAcknowledged(Sent sent) {
    batches.forEach(sent::add);
    for (var i = 0; i < CONNECTIONS; i++) {
      var courier = new UnaryCourier(connections.get(i));
      var request = request(i);
      await("a batch of the flood is acknowledged")
          .atMost(Duration.ofMinutes(1))
          .until(() -> courier.send(request) instanceof Attempt.Stored);
    }
  }

  @Override
  public void close() {
    connections.forEach(StackClients::close);
  }

  @Override
  public String toString() {
    return new TreeMap<>(answers).toString();
  }

  private TrackRequest request(int number) {
    return TrackRequest.newBuilder().addAllEvents(batches.get(number % CONNECTIONS)).build();
  }

  private void count(String answer) {
    answers.computeIfAbsent(answer, _ -> new LongAdder()).increment();
  }

  private final class Counting implements FutureCallback<TrackResponse> {
    @Override
    public void onSuccess(@Nullable TrackResponse response) {
      count("stored");
    }

    @Override
    public void onFailure(Throwable failure) {
      var attempt = Attempt.failed(failure);
      count(
          attempt instanceof Attempt.Refused(var code, var advised) && advised
              ? code
              : attempt.toString());
    }
  }
}
