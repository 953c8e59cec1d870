package plumbline.assignment;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.EventResult;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.proto.tracking.v1.TrackResponse;
import plumbline.proto.tracking.v1.TrackingServiceGrpc;

/** A real gRPC server in the neighbour's place, which writes down every batch. */
final class RecordingTracking extends TrackingServiceGrpc.TrackingServiceImplBase
    implements AutoCloseable {
  private static final Context.Key<String> AUTHORIZATION = Context.key("authorization");

  private final List<TrackRequest> batches = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final Server server;

  private RecordingTracking(int port) {
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .addService(this)
            .intercept(new Authorization())
            .build();
  }

  static RecordingTracking start(int port) {
    var tracking = new RecordingTracking(port);
    try {
      tracking.server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tracking;
  }

  /** Every batch that came, those that were failed included. */
  List<TrackRequest> batches() {
    return batches;
  }

  List<String> authorizations() {
    return authorizations;
  }

  /** Answers the next calls with UNAVAILABLE. */
  void fail(int calls) {
    failures.set(calls);
  }

  @Override
  public void track(TrackRequest request, StreamObserver<TrackResponse> observer) {
    batches.add(request);
    authorizations.add(String.valueOf(AUTHORIZATION.get()));
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      observer.onError(Status.UNAVAILABLE.asException());
      return;
    }
    var response = TrackResponse.newBuilder();
    for (var event : request.getEventsList()) {
      response.addResults(
          EventResult.newBuilder()
              .setEventId(event.getEventId())
              .setOutcome(EventOutcome.EVENT_OUTCOME_ACCEPTED));
    }
    observer.onNext(response.build());
    observer.onCompleted();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static final class Authorization implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      var sent = headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
      return Contexts.interceptCall(
          Context.current().withValue(AUTHORIZATION, String.valueOf(sent)), call, headers, next);
    }
  }
}
