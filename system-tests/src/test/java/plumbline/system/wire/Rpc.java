package plumbline.system.wire;

import com.google.protobuf.Descriptors;
import com.google.protobuf.Descriptors.Descriptor;
import io.grpc.MethodDescriptor.MethodType;
import plumbline.localstack.Service;

/**
 * An RPC as a service serves it.
 *
 * @param service who serves it
 * @param name the full method name, {@code package.Service/Method}
 * @param request what it takes
 */
public record Rpc(Service service, String name, MethodType type, Descriptor request) {

  static Rpc of(Service service, Descriptors.MethodDescriptor method) {
    return new Rpc(
        service,
        method.getService().getFullName() + "/" + method.getName(),
        type(method.isClientStreaming(), method.isServerStreaming()),
        method.getInputType());
  }

  private static MethodType type(boolean clientStreaming, boolean serverStreaming) {
    if (clientStreaming) {
      return serverStreaming ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING;
    }
    return serverStreaming ? MethodType.SERVER_STREAMING : MethodType.UNARY;
  }

  @Override
  public String toString() {
    return name;
  }
}
