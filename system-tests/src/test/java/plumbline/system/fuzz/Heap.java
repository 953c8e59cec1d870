package plumbline.system.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import plumbline.localstack.LocalStack;
import plumbline.localstack.Service;
import plumbline.system.wire.HttpWire;

/** How much memory each service holds, garbage left out. */
final class Heap {
  private static final String USED = "jvm_memory_used_bytes{area=\"heap\"";

  private Heap() {}

  /** Bytes by service; nothing of executables, which no jcmd can tell to collect. */
  static Map<Service, Long> used(LocalStack stack, HttpWire wire)
      throws IOException, InterruptedException {
    var used = new EnumMap<Service, Long>(Service.class);
    if (LocalStack.isNative()) {
      return used;
    }
    for (var service : Service.values()) {
      collectGarbage(stack.service(service).pid());
      var metrics = wire.send(service, "GET", "/q/metrics", Map.of(), new byte[0]).body();
      used.put(
          service,
          (long)
              metrics
                  .lines()
                  .filter(it -> it.startsWith(USED))
                  .mapToDouble(it -> Double.parseDouble(it.substring(it.lastIndexOf(' ') + 1)))
                  .sum());
    }
    return used;
  }

  private static void collectGarbage(long pid) throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    // The second time what the first one's cleaners let go of.
    for (var i = 0; i < 2; i++) {
      var process =
          new ProcessBuilder(jcmd, String.valueOf(pid), "GC.run")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("jcmd failed for " + pid);
      }
    }
  }
}
