package plumbline.kit.failure;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/** A call that ends at a message that could not be read: whoever serves it learns it is off. */
final class GuardedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
  private volatile boolean refused;
  private volatile boolean closed;

  GuardedCall(ServerCall<Q, R> call) {
    super(call);
  }

  ServerCall.Listener<Q> listener(ServerCall.Listener<Q> served, Q malformed) {
    return new SimpleForwardingServerCallListener<>(served) {
      @Override
      public void onMessage(Q message) {
        if (message != malformed) {
          super.onMessage(message);
        } else if (!refused && !closed) {
          refused = true;
          super.onCancel();
          refuse();
        }
      }

      @Override
      public void onHalfClose() {
        if (!refused) {
          super.onHalfClose();
        }
      }

      @Override
      public void onComplete() {
        if (!refused) {
          super.onComplete();
        }
      }

      @Override
      public void onCancel() {
        if (!refused) {
          super.onCancel();
        }
      }
    };
  }

  private void refuse() {
    var type = getMethodDescriptor().getFullMethodName();
    var failure =
        FailureMap.grpc(new Failure.Invalid("request", "is no message that " + type + " takes"));
    var trailers = failure.getTrailers();
    super.close(failure.getStatus(), trailers == null ? new Metadata() : trailers);
  }

  // What is still answered to earlier messages of a stream comes too late.

  @Override
  public void sendHeaders(Metadata headers) {
    if (!refused) {
      super.sendHeaders(headers);
    }
  }

  @Override
  public void sendMessage(R message) {
    if (!refused) {
      super.sendMessage(message);
    }
  }

  @Override
  public void close(Status status, Metadata trailers) {
    if (!refused) {
      closed = true;
      super.close(status, trailers);
    }
  }

  @Override
  public boolean isCancelled() {
    return refused || super.isCancelled();
  }
}
