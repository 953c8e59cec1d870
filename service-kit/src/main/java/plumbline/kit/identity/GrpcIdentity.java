package plumbline.kit.identity;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.FailureMap;
import plumbline.kit.failure.NoRetry;

/** Lets an RPC through if the table says so, with the principal in its context. */
@GlobalInterceptor
@ApplicationScoped
public class GrpcIdentity implements ServerInterceptor, Prioritized {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Access access;

  @Inject
  GrpcIdentity(Access access) {
    this.access = access;
  }

  /** Before everything that looks at the request. */
  @Override
  public int getPriority() {
    return Integer.MAX_VALUE;
  }

  @Override
  public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
      ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
    var allowed = AccessTable.rpc(call.getMethodDescriptor().getFullMethodName());
    if (allowed.isPresent() && allowed.get().isEmpty()) {
      return next.startCall(call, headers);
    }
    try {
      if (allowed.isEmpty()) {
        throw new Failure.PermissionDenied("nobody may call this");
      }
      var roles = allowed.get();
      var authorization = headers.get(AUTHORIZATION);
      var loopback = isLoopback(call);
      var caller = access.admit(roles, authorization, loopback);
      var context = Context.current().withValue(Principal.GRPC, caller.principal());
      var listener = Contexts.interceptCall(context, call, headers, next);
      // Of a call that sends one message, the call itself is what was let in.
      return call.getMethodDescriptor().getType().clientSendsOneMessage()
          ? listener
          : new AdmittedStream<>(
              call, listener, () -> access.admit(roles, authorization, loopback));
    } catch (Failure refusal) {
      return refuse(call, refusal);
    }
  }

  private static <ReqT> ServerCall.Listener<ReqT> refuse(
      ServerCall<ReqT, ?> call, Failure failure) {
    var status = FailureMap.grpc(failure);
    var sent = status.getTrailers();
    var trailers = sent == null ? new Metadata() : sent;
    var unary = call.getMethodDescriptor().getType() == MethodDescriptor.MethodType.UNARY;
    call.close(status.getStatus(), unary ? NoRetry.in(trailers) : trailers);
    return new ServerCall.Listener<>() {};
  }

  private static boolean isLoopback(ServerCall<?, ?> call) {
    return call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress a
        && a.getAddress() != null
        && a.getAddress().isLoopbackAddress();
  }
}
