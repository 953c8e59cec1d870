package plumbline.tracking.statistics;

import io.grpc.stub.ServerCallStreamObserver;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.GrpcFailures;
import plumbline.proto.tracking.v1.StreamUnitsRequest;
import plumbline.proto.tracking.v1.StreamUnitsResponse;

/** Sends units to clients, each on a thread and a connection of its own: only to a few at once. */
@ApplicationScoped
class UnitStreams {
  private final UnitReader reader;
  private final GrpcFailures failures;
  private final UnitStreamConfig config;
  private final Semaphore free;

  @Inject
  UnitStreams(UnitReader reader, GrpcFailures failures, UnitStreamConfig config) {
    this.reader = reader;
    this.failures = failures;
    this.config = config;
    this.free = new Semaphore(config.streams());
  }

  /** Begins to send; ends the call by itself. */
  void begin(StreamUnitsRequest request, ServerCallStreamObserver<StreamUnitsResponse> client) {
    var replies = new PacedReply<>(client, config.patience(), config.longest());
    var query = UnitsQuery.parse(request);
    if (!free.tryAcquire()) {
      throw new Failure.Exhausted(
          config.streams() + " streams of units are open already; try again in a while");
    }
    try {
      Infrastructure.getDefaultWorkerPool().execute(() -> run(query, replies, client));
    } catch (RuntimeException e) {
      free.release();
      throw e;
    }
  }

  private void run(
      UnitsQuery query,
      PacedReply<StreamUnitsResponse> replies,
      ServerCallStreamObserver<StreamUnitsResponse> client) {
    try {
      reader.read(query, replies::send);
      client.onCompleted();
    } catch (CancellationException gone) {
      // Nobody is left to tell.
    } catch (RuntimeException e) {
      client.onError(failures.transform(e));
    } finally {
      free.release();
    }
  }
}
