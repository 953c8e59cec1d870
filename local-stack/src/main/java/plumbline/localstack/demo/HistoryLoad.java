package plumbline.localstack.demo;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import plumbline.localstack.StackClients;
import plumbline.localstack.StackFailure;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.proto.tracking.v1.TrackResponse;

/** Sends a history in batches, some at the same time; a user's events stay in one batch. */
final class HistoryLoad {
  private static final int MAX_BATCH = 1_000;
  private static final int IN_FLIGHT = 4;
  private static final int TRIES = 20;
  private static final long PAUSE_MILLIS = 500;

  private final StackClients clients;
  private final IntConsumer usersSent;
  private final Deque<Sent> inFlight = new ArrayDeque<>();
  private final List<Event> batch = new ArrayList<>();
  private int usersInBatch;
  private int acknowledged;

  /**
   * @param usersSent is told how many users' events are stored
   */
  HistoryLoad(StackClients clients, IntConsumer usersSent) {
    this.clients = clients;
    this.usersSent = usersSent;
  }

  void send(SimulatedHistory history) throws InterruptedException {
    while (history.hasNext()) {
      var events = history.next();
      if (batch.size() + events.size() > MAX_BATCH) {
        sendBatch();
      }
      batch.addAll(events);
      usersInBatch++;
    }
    sendBatch();
    while (!inFlight.isEmpty()) {
      acknowledge(inFlight.remove());
    }
  }

  private void sendBatch() throws InterruptedException {
    if (inFlight.size() == IN_FLIGHT) {
      acknowledge(inFlight.remove());
    }
    var request = TrackRequest.newBuilder().addAllEvents(batch).build();
    inFlight.add(new Sent(request, usersInBatch, clients.trackingFuture().track(request)));
    batch.clear();
    usersInBatch = 0;
  }

  private void acknowledge(Sent sent) throws InterruptedException {
    check(answer(sent));
    acknowledged += sent.users;
    usersSent.accept(acknowledged);
  }

  /** The answer to the batch, which is sent again while it is not answered: that is safe. */
  private TrackResponse answer(Sent sent) throws InterruptedException {
    var pending = sent.answer;
    for (var attempt = 1; ; attempt++) {
      try {
        return pending.get();
      } catch (ExecutionException e) {
        if (attempt == TRIES || !isTemporary(e)) {
          throw new StackFailure("tracking-service does not take events: " + e.getMessage(), e);
        }
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      pending = clients.trackingFuture().track(sent.request);
    }
  }

  private static boolean isTemporary(ExecutionException failure) {
    return failure.getCause() instanceof StatusRuntimeException status
        && switch (status.getStatus().getCode()) {
          case UNAVAILABLE, RESOURCE_EXHAUSTED, DEADLINE_EXCEEDED -> true;
          default -> status.getStatus().getCode() == Status.Code.ABORTED;
        };
  }

  private static void check(TrackResponse response) {
    for (var result : response.getResultsList()) {
      if (result.getOutcome() != EventOutcome.EVENT_OUTCOME_ACCEPTED) {
        throw new StackFailure(
            "event %s was not taken (%s): %s %s"
                .formatted(
                    result.getEventId(),
                    result.getOutcome(),
                    result.getField(),
                    result.getReason()));
      }
    }
  }

  private record Sent(TrackRequest request, int users, ListenableFuture<TrackResponse> answer) {}
}
