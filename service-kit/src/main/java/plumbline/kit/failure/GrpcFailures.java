package plumbline.kit.failure;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.ExceptionHandler;
import io.quarkus.grpc.ExceptionHandlerProvider;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Turns what an RPC throws into its status; what is not a {@link Failure} is logged, not shown. */
@ApplicationScoped
public class GrpcFailures implements ExceptionHandlerProvider {
  private static final Logger LOG = Logger.getLogger(GrpcFailures.class);

  @Override
  public <ReqT, RespT> ExceptionHandler<ReqT, RespT> createHandler(
      ServerCall.Listener<ReqT> listener, ServerCall<ReqT, RespT> call, Metadata metadata) {
    return new Handler<>(listener, call, metadata);
  }

  @Override
  public Throwable transform(Throwable thrown) {
    return status(thrown);
  }

  /**
   * Answers a call on gRPC's own stubs.
   *
   * @param work begins when it is asked for; what it throws, then or later, becomes the status
   */
  public <T> void answer(StreamObserver<T> observer, Supplier<Uni<T>> work) {
    // With a handler, a caller that has gone is no error of ours.
    ((ServerCallStreamObserver<T>) observer).setOnCancelHandler(() -> {});
    Uni.createFrom()
        .deferred(work::get)
        .subscribe()
        .with(
            reply -> {
              observer.onNext(reply);
              observer.onCompleted();
            },
            thrown -> observer.onError(transform(thrown)));
  }

  private static StatusRuntimeException status(Throwable thrown) {
    return switch (thrown) {
      case Failure failure -> FailureMap.grpc(failure);
      case CompletionException wrapper when wrapper.getCause() != null ->
          status(wrapper.getCause());
      case StatusRuntimeException known -> known;
      case StatusException known ->
          new StatusRuntimeException(known.getStatus(), known.getTrailers());
      default -> internal(thrown);
    };
  }

  private static StatusRuntimeException internal(Throwable thrown) {
    var incident = Incident.log(LOG, thrown);
    return Status.INTERNAL
        .withDescription("internal error, incident " + incident)
        .asRuntimeException();
  }

  private static final class Handler<ReqT, RespT> extends ExceptionHandler<ReqT, RespT> {
    Handler(ServerCall.Listener<ReqT> listener, ServerCall<ReqT, RespT> call, Metadata metadata) {
      super(listener, call, metadata);
    }

    @Override
    protected void handleException(
        Throwable thrown, ServerCall<ReqT, RespT> call, Metadata metadata) {
      var failure = status(thrown);
      var trailers = failure.getTrailers();
      call.close(failure.getStatus(), trailers == null ? new Metadata() : trailers);
    }
  }
}
