package plumbline.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * TCP ports of this machine's loopback, claimed by the block: who listens on a block's first port
 * has the others to give. So two processes whose tests run side by side are never given the same
 * one, however long it stays unused.
 */
public final class Ports {
  /** Below those that the system gives to outgoing connections. */
  private static final Ports OURS = new Ports(15_000, 170, 100);

  private final int lowest;
  private final int blocks;
  private final int size;
  private final List<ServerSocket> claims = new ArrayList<>();
  private int left;
  private int next;

  Ports(int lowest, int blocks, int size) {
    this.lowest = lowest;
    this.blocks = blocks;
    this.size = size;
  }

  /**
   * One that nobody listens on now, and that neither this process nor another has been given.
   *
   * @throws StackFailure if others have claimed them all
   */
  public static int free() {
    return OURS.take();
  }

  synchronized int take() {
    while (true) {
      if (left == 0) {
        next = claim() + 1;
        left = size - 1;
      }
      left--;
      var port = next++;
      if (isFree(port)) {
        return port;
      }
    }
  }

  /** Whether nobody listens on it. */
  public static boolean isFree(int port) {
    try (var _ = listen(port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The first port of a block that was nobody's, and is this process's for as long as it lives. */
  private int claim() {
    var start = ThreadLocalRandom.current().nextInt(blocks);
    for (var i = 0; i < blocks; i++) {
      var first = lowest + (start + i) % blocks * size;
      if (hold(first)) {
        return first;
      }
    }
    throw new StackFailure(
        "every port from %d to %d is claimed".formatted(lowest, lowest + blocks * size - 1));
  }

  private boolean hold(int port) {
    try {
      return claims.add(listen(port));
    } catch (IOException e) {
      return false;
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
