package plumbline.analysis.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Addresses with queries. */
public final class Links {
  private Links() {}

  /** The path with what is not empty of the values. */
  public static String to(String path, Map<String, String> values) {
    var query =
        new TreeMap<>(values)
            .entrySet().stream()
                .filter(it -> !it.getValue().isEmpty())
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }
}
