package plumbline.system;

import io.grpc.CallOptions;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import plumbline.localstack.ServiceProcess;
import plumbline.system.wire.RawBytes;

/** Asks grpc.health.v1 as a node of Kubernetes does, which knows a name and no stubs. */
final class GrpcProbe {
  /** {@code status: SERVING}, as it is on the wire. */
  private static final byte[] SERVING = {8, 1};

  private static final MethodDescriptor<byte[], byte[]> CHECK =
      MethodDescriptor.<byte[], byte[]>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("grpc.health.v1.Health/Check")
          .setRequestMarshaller(new RawBytes())
          .setResponseMarshaller(new RawBytes())
          .build();

  private GrpcProbe() {}

  /** Whether the replica says SERVING under that name. */
  static boolean serves(ServiceProcess replica, String name) {
    var channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", replica.grpcPort()).usePlaintext().build();
    try {
      var options = CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS);
      return Arrays.equals(
          SERVING, ClientCalls.blockingUnaryCall(channel, CHECK, options, request(name)));
    } catch (StatusRuntimeException e) {
      return false;
    } finally {
      channel.shutdownNow();
    }
  }

  /** {@code service: name}. */
  private static byte[] request(String name) {
    var bytes = name.getBytes(StandardCharsets.US_ASCII);
    var request = new byte[bytes.length + 2];
    request[0] = 10;
    request[1] = (byte) bytes.length;
    System.arraycopy(bytes, 0, request, 2, bytes.length);
    return request;
  }
}
