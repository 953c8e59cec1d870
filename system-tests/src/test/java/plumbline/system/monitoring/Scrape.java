package plumbline.system.monitoring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import plumbline.localstack.Service;
import plumbline.system.Stack;

/**
 * What a service shows to Prometheus.
 *
 * @param families the metrics and their types, as Prometheus calls them
 * @param series the names that queries use, those of buckets and sums included
 * @param lines as they were written
 */
record Scrape(TreeMap<String, String> families, Set<String> series, List<String> lines) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  static Scrape of(Service service) throws IOException, InterruptedException {
    var families = new TreeMap<String, String>();
    var series = new TreeSet<String>();
    var lines = get(service, "/q/metrics").lines().toList();
    for (var line : lines) {
      if (line.startsWith("# TYPE ")) {
        var words = line.split(" ");
        families.put(words[2], words[3]);
      } else if (!line.startsWith("#")) {
        series.add(line.split("[{ ]", 2)[0]);
      }
    }
    return new Scrape(families, series, lines);
  }

  /** What the service answers; metrics in the format that calls counters by their whole name. */
  static String get(Service service, String path) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + Stack.get().service(service).httpPort() + path);
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(20))
            .header("accept", path.startsWith("/q/") ? "text/plain;version=0.0.4" : "*/*")
            .build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }

  /** Our own metrics, each once: what a timer's maximum is called is left out. */
  Set<String> ours() {
    var names = new TreeSet<String>();
    for (var family : families.keySet()) {
      var whole = family.endsWith("_max") ? family.substring(0, family.length() - 4) : family;
      if (family.startsWith("plumbline_")
          && (whole.equals(family) || !families.containsKey(whole))) {
        names.add(family);
      }
    }
    return names;
  }
}
