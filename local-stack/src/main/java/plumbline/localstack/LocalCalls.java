package plumbline.localstack;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import java.util.concurrent.TimeUnit;

/** What every call to a service on this machine has. */
final class LocalCalls implements ClientInterceptor {
  private static final long DEADLINE_SECONDS = 30;

  private final ManagedChannel channel;

  LocalCalls(ManagedChannel channel) {
    this.channel = channel;
  }

  @Override
  public <ReqT, RespT> ClientCall<ReqT, RespT> interceptCall(
      MethodDescriptor<ReqT, RespT> method, CallOptions options, Channel next) {
    if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
      // A service that was restarted is found at once, not after minutes of growing pauses.
      channel.resetConnectBackoff();
    }
    var bounded = method.getType().serverSendsOneMessage() && options.getDeadline() == null;
    return next.newCall(
        method, bounded ? options.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS) : options);
  }
}
