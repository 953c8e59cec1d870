package plumbline.tracking.intake;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.RetryInfo;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import plumbline.kit.failure.GrpcFailures;
import plumbline.proto.tracking.v1.BatchRefusal;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.proto.tracking.v1.TrackResponse;
import plumbline.proto.tracking.v1.TrackStreamRequest;
import plumbline.proto.tracking.v1.TrackStreamResponse;

/**
 * One client's stream. Another batch is read when one has been answered and the client takes its
 * answers: what a stream holds is bounded whatever its client does.
 */
final class BatchStream implements StreamObserver<TrackStreamRequest> {
  private final Function<TrackRequest, Uni<TrackResponse>> intake;
  private final GrpcFailures failures;
  private final ServerCallStreamObserver<TrackStreamResponse> client;
  // Never holds more than the window, since no more is read.
  private final UnicastProcessor<TrackStreamRequest> batches = UnicastProcessor.create();
  private final AtomicInteger readable;

  /**
   * Begins to read.
   *
   * @param window batches that are read before the first is answered
   */
  BatchStream(
      Function<TrackRequest, Uni<TrackResponse>> intake,
      GrpcFailures failures,
      ServerCallStreamObserver<TrackStreamResponse> client,
      int window) {
    this.intake = intake;
    this.failures = failures;
    this.client = client;
    this.readable = new AtomicInteger(window);
    client.disableAutoRequest();
    client.setOnReadyHandler(this::read);
    var answering =
        batches
            .onItem()
            .transformToUni(this::answer)
            .merge(window)
            .subscribe()
            .with(
                this::send,
                failure -> client.onError(failures.transform(failure)),
                client::onCompleted);
    client.setOnCancelHandler(answering::cancel);
  }

  @Override
  public void onNext(TrackStreamRequest batch) {
    batches.onNext(batch);
  }

  @Override
  public void onError(Throwable gone) {
    // The cancel handler ends it.
  }

  @Override
  public void onCompleted() {
    batches.onComplete();
  }

  private Uni<TrackStreamResponse> answer(TrackStreamRequest batch) {
    var answer = TrackStreamResponse.newBuilder().setBatchId(batch.getBatchId());
    return Uni.createFrom()
        .deferred(() -> intake.apply(batch.getBatch()))
        .map(stored -> answer.setStored(stored).build())
        .onFailure()
        .recoverWithItem(failure -> answer.setRefused(refusal(failure)).build());
  }

  private void send(TrackStreamResponse answer) {
    client.onNext(answer);
    readable.incrementAndGet();
    read();
  }

  private void read() {
    if (client.isReady()) {
      var batches = readable.getAndSet(0);
      if (batches > 0) {
        client.request(batches);
      }
    }
  }

  /** What a call by itself would have ended with. */
  private BatchRefusal refusal(Throwable failure) {
    var status =
        Objects.requireNonNull(StatusProto.fromThrowable(failures.transform(failure)), "status");
    var refusal =
        BatchRefusal.newBuilder().setCode(status.getCode()).setMessage(status.getMessage());
    try {
      for (var detail : status.getDetailsList()) {
        if (detail.is(RetryInfo.class)) {
          refusal.setRetryAfter(detail.unpack(RetryInfo.class).getRetryDelay());
        } else if (detail.is(BadRequest.class)) {
          refusal.setField(detail.unpack(BadRequest.class).getFieldViolations(0).getField());
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a status of our own cannot be read", e);
    }
    return refusal.build();
  }
}
