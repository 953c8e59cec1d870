package plumbline.localstack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A program that is started like a packaged service and only answers that it is ready. */
public final class StandInService {
  private StandInService() {}

  public static void main(String[] arguments) throws IOException {
    if (System.getenv().containsKey("STAND_IN_BROKEN")) {
      System.err.println("java.lang.IllegalStateException: no identity provider");
      System.exit(3);
    }
    var port = Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"));
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/q/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    System.out.println("listening");
  }

  /** Lays out a repository whose three services are this program. */
  static Path repository(Path root) throws IOException {
    for (var service : Service.values()) {
      var app = root.resolve(service.processName()).resolve("target/quarkus-app");
      Files.createDirectories(app);
      packageInto(app.resolve("quarkus-run.jar"));
    }
    return root;
  }

  private static void packageInto(Path jar) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInService.class.getName());
    var entry = StandInService.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var in = StandInService.class.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      in.transferTo(out);
    }
  }
}
