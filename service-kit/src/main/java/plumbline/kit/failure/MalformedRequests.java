package plumbline.kit.failure;

import io.grpc.BinaryLog;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.vertx.grpc.VertxServerBuilder;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers INVALID_ARGUMENT to bytes that are no message of the RPC. gRPC takes what its reader
 * throws for a defect of ours: it answers UNKNOWN, and writes a stack trace for each. Requests are
 * read before any interceptor is asked; the one place at which a server may change how is the hook
 * for binary logs, of which nothing else is used.
 */
@Singleton
class MalformedRequests extends BinaryLog implements ServerBuilderCustomizer<VertxServerBuilder> {
  private final Map<MethodDescriptor<?, ?>, LenientMethod<?, ?>> methods =
      new ConcurrentHashMap<>();

  @Override
  public void customize(GrpcServerConfiguration config, VertxServerBuilder builder) {
    builder.nettyBuilder().setBinaryLog(this);
  }

  @Override
  @SuppressWarnings("unchecked") // A method's value is made of the method.
  public <Q, R> ServerMethodDefinition<?, ?> wrapMethodDefinition(
      ServerMethodDefinition<Q, R> method) {
    var lenient =
        (LenientMethod<Q, R>)
            methods.computeIfAbsent(method.getMethodDescriptor(), LenientMethod::of);
    return lenient.serve(method);
  }

  @Override
  public Channel wrapChannel(Channel channel) {
    return channel;
  }

  @Override
  public void close() {}
}
