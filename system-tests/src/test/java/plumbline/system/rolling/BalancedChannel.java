package plumbline.system.rolling;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A client that knows both replicas and takes them in turn, as gRPC's own balancing does. It makes
 * no call again that a replica may have begun.
 */
final class BalancedChannel implements AutoCloseable {
  private final Replicas replicas;
  private final ManagedChannel channel;
  private final Map<Integer, Long> answers = new ConcurrentHashMap<>();

  // The registry of resolvers is everybody's in this JVM; this one is for one channel.
  @SuppressWarnings("deprecation")
  private BalancedChannel(Replicas replicas) {
    this.replicas = replicas;
    this.channel =
        ManagedChannelBuilder.forTarget(Replicas.SCHEME + ":///")
            .nameResolverFactory(replicas)
            .defaultLoadBalancingPolicy("round_robin")
            .usePlaintext()
            .build();
  }

  static BalancedChannel to(Integer... ports) {
    return new BalancedChannel(new Replicas(List.of(ports)));
  }

  /** The replica is gone, and nobody connects there until it is there again. */
  void without(int port) {
    replicas.remove(port);
  }

  /** The replica is ready. */
  void with(int port) {
    replicas.add(port);
  }

  Channel channel() {
    return ClientInterceptors.intercept(channel, new Counting());
  }

  /** Calls that the replica on that port has answered well. */
  long answersOf(int port) {
    return answers.getOrDefault(port, 0L);
  }

  @Override
  public void close() throws InterruptedException {
    channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
  }

  private final class Counting implements ClientInterceptor {
    @Override
    public <ReqT, RespT> ClientCall<ReqT, RespT> interceptCall(
        MethodDescriptor<ReqT, RespT> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
        @Override
        public void start(Listener<RespT> listener, Metadata headers) {
          var call = delegate();
          super.start(
              new SimpleForwardingClientCallListener<>(listener) {
                @Override
                public void onClose(Status status, Metadata trailers) {
                  if (status.isOk()
                      && call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)
                          instanceof InetSocketAddress replica) {
                    answers.merge(replica.getPort(), 1L, Long::sum);
                  }
                  super.onClose(status, trailers);
                }
              },
              headers);
        }
      };
    }
  }
}
