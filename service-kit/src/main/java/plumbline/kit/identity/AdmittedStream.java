package plumbline.kit.identity;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.FailureMap;

/**
 * A stream of requests, each of which is let in as a call is: it counts, and its credential must
 * still be good. The first that is not ends the stream.
 */
final class AdmittedStream<ReqT> extends SimpleForwardingServerCallListener<ReqT> {
  private final ServerCall<ReqT, ?> call;
  private final Runnable admission;
  private boolean ended;

  /**
   * A stream that has begun.
   *
   * @param admission throws a {@link Failure} where the caller may send no more
   */
  AdmittedStream(ServerCall<ReqT, ?> call, ServerCall.Listener<ReqT> next, Runnable admission) {
    super(next);
    this.call = call;
    this.admission = admission;
  }

  @Override
  public void onMessage(ReqT message) {
    if (ended) {
      return;
    }
    try {
      admission.run();
    } catch (Failure failure) {
      end(failure);
      return;
    }
    super.onMessage(message);
  }

  private void end(Failure failure) {
    ended = true;
    var refusal = FailureMap.grpc(failure);
    var trailers = refusal.getTrailers();
    call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
    // To who handles the stream it is as if the caller had gone.
    super.onCancel();
  }

  @Override
  public void onHalfClose() {
    if (!ended) {
      super.onHalfClose();
    }
  }

  @Override
  public void onCancel() {
    if (!ended) {
      super.onCancel();
    }
  }

  @Override
  public void onComplete() {
    if (!ended) {
      super.onComplete();
    }
  }
}
