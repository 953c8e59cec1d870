package plumbline.system.wire;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import plumbline.localstack.LocalStack;
import plumbline.localstack.Service;

/** Sends bytes as messages to RPCs. A stream is left after its first answer. */
public final class GrpcWire implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Map<Service, ManagedChannel> channels = new EnumMap<>(Service.class);
  private final Map<String, MethodDescriptor<byte[], byte[]>> methods = new ConcurrentHashMap<>();

  public GrpcWire(LocalStack stack) {
    for (var service : Service.values()) {
      channels.put(
          service,
          ManagedChannelBuilder.forAddress("127.0.0.1", stack.service(service).grpcPort())
              .usePlaintext()
              .disableRetry()
              .build());
    }
  }

  public ManagedChannel to(Service service) {
    return Objects.requireNonNull(channels.get(service));
  }

  /** What the RPC answers to the messages, sent one after another. */
  public Status call(Rpc rpc, @Nullable String authorization, long millis, List<byte[]> messages) {
    var headers = new Metadata();
    if (authorization != null) {
      headers.put(AUTHORIZATION, authorization);
    }
    var options = CallOptions.DEFAULT.withDeadlineAfter(millis, TimeUnit.MILLISECONDS);
    var call = to(rpc.service()).newCall(method(rpc), options);
    var end = new CompletableFuture<Status>();
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(byte[] answer) {
            if (!rpc.type().serverSendsOneMessage()) {
              end.complete(Status.OK);
              call.cancel("seen enough", null);
            }
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            end.complete(status);
          }
        },
        headers);
    call.request(2);
    messages.forEach(call::sendMessage);
    call.halfClose();
    return end.join();
  }

  private MethodDescriptor<byte[], byte[]> method(Rpc rpc) {
    return methods.computeIfAbsent(
        rpc.name(),
        name ->
            MethodDescriptor.newBuilder(new RawBytes(), new RawBytes())
                .setType(rpc.type())
                .setFullMethodName(name)
                .build());
  }

  @Override
  public void close() {
    channels.values().forEach(ManagedChannel::shutdownNow);
  }
}
