package plumbline.kit.client;

import io.grpc.Channel;
import io.grpc.ManagedChannel;

/** Getting back to a service that was away. */
public final class Reconnect {
  private Reconnect() {}

  /** Tries at once: by itself, gRPC waits up to two minutes before it looks again. */
  public static void now(Channel channel) {
    if (channel instanceof ManagedChannel managed) {
      managed.resetConnectBackoff();
    }
  }
}
