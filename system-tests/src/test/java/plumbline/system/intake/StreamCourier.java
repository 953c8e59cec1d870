package plumbline.system.intake;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import plumbline.localstack.StackClients;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.proto.tracking.v1.TrackStreamRequest;
import plumbline.proto.tracking.v1.TrackStreamResponse;

/** One stream for all batches, another one when it breaks. */
final class StreamCourier implements Courier {
  private static final long ANSWER_SECONDS = 30;

  private final StackClients connection;
  private @Nullable Run open;

  StreamCourier(StackClients connection) {
    this.connection = connection;
  }

  @Override
  public Attempt send(TrackRequest batch) throws InterruptedException {
    var answer = run().send(batch);
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return new Attempt.Unanswered("no answer on the stream");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    connection.close();
  }

  private synchronized Run run() {
    var run = open;
    if (run == null || run.hasEnded()) {
      run = new Run();
      run.requests = connection.trackingStream().trackStream(run);
      open = run;
    }
    return run;
  }

  /** One stream from its begin to its end. All of it: guarded by this. */
  private static final class Run implements StreamObserver<TrackStreamResponse> {
    private final Map<Long, CompletableFuture<Attempt>> unanswered = new HashMap<>();
    private @Nullable StreamObserver<TrackStreamRequest> requests;
    private @Nullable Attempt end;
    private long number;

    synchronized boolean hasEnded() {
      return end != null;
    }

    synchronized CompletableFuture<Attempt> send(TrackRequest batch) {
      if (end != null || requests == null) {
        return CompletableFuture.completedFuture(new Attempt.Unanswered("the stream has ended"));
      }
      var answer = new CompletableFuture<Attempt>();
      unanswered.put(++number, answer);
      requests.onNext(TrackStreamRequest.newBuilder().setBatchId(number).setBatch(batch).build());
      return answer;
    }

    @Override
    public synchronized void onNext(TrackStreamResponse response) {
      var asked = unanswered.remove(response.getBatchId());
      if (asked == null) {
        onError(Status.DATA_LOSS.withDescription("answered twice").asRuntimeException());
      } else {
        asked.complete(read(response));
      }
    }

    @Override
    public synchronized void onError(Throwable failure) {
      var attempt = Attempt.failed(failure);
      end = attempt;
      unanswered.values().forEach(it -> it.complete(attempt));
      unanswered.clear();
    }

    @Override
    public void onCompleted() {
      onError(Status.DATA_LOSS.withDescription("ended by the service").asRuntimeException());
    }

    private static Attempt read(TrackStreamResponse response) {
      return switch (response.getAnswerCase()) {
        case STORED -> new Attempt.Stored(response.getStored());
        case REFUSED -> {
          var refused = response.getRefused();
          yield new Attempt.Refused(Attempt.name(refused.getCode()), refused.hasRetryAfter());
        }
        case ANSWER_NOT_SET -> new Attempt.Refused("no answer", false);
      };
    }
  }
}
