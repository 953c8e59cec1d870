package plumbline.assignment;

import java.lang.management.ManagementFactory;

/** Memory of this process, which the service under test runs in. */
final class Heap {
  private static final int COLLECTIONS = 3;

  private Heap() {}

  /** Bytes that are reachable, about. */
  @SuppressWarnings("SystemGc")
  static long live() {
    for (var i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
