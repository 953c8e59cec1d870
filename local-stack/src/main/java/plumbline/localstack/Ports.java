package plumbline.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine's loopback. */
public final class Ports {
  private static final int LOWEST = 15_000;
  private static final int HIGHEST = 32_000;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /**
   * One that nobody listens on now, and that this process has not been given before. It is below
   * those that the system gives to outgoing connections, and taken at random: so neither a
   * connection nor another test beside this one takes it before it is used.
   */
  public static int free() {
    var port = any();
    while (!isFree(port) || !GIVEN.add(port)) {
      port = any();
    }
    return port;
  }

  private static int any() {
    return ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
  }

  /** Whether nobody listens on it. */
  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
