package plumbline.kit.identity;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import plumbline.kit.failure.FailureMap;
import plumbline.kit.limit.CallRate;

/** A stream of requests, each of which counts as a call. One too many ends the stream. */
final class RatedStream<ReqT> extends SimpleForwardingServerCallListener<ReqT> {
  private final ServerCall<ReqT, ?> call;
  private final CallRate rate;
  private boolean ended;

  RatedStream(ServerCall<ReqT, ?> call, ServerCall.Listener<ReqT> next, CallRate rate) {
    super(next);
    this.call = call;
    this.rate = rate;
  }

  @Override
  public void onMessage(ReqT message) {
    if (ended) {
      return;
    }
    if (rate.take()) {
      super.onMessage(message);
      return;
    }
    ended = true;
    var refusal = FailureMap.grpc(rate.exhausted());
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
