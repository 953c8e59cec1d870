package plumbline.kit.failure;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.ExceptionHandler;
import io.quarkus.grpc.ExceptionHandlerProvider;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.CompletionException;
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
    var incident = UUID.randomUUID();
    LOG.errorf(thrown, "incident %s", incident);
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
