package plumbline.kit.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import plumbline.kit.failure.Failure;

/**
 * A path with variables, such as {@code /v1/metrics/{metric.key}}: each stands for one segment and
 * names the field of the request that it fills.
 */
public record PathTemplate(List<String> segments) {

  static PathTemplate of(String template) {
    return new PathTemplate(List.of(split(template)));
  }

  /** As the check of access does it: what is encoded in a segment never makes two of it. */
  static String[] split(String path) {
    return path.split("/", -1);
  }

  /** The variables' fields, from left to right. */
  public List<String> variables() {
    return segments.stream().filter(PathTemplate::isVariable).map(PathTemplate::variable).toList();
  }

  /**
   * The variables' values by field, decoded; empty if the path is another one.
   *
   * @param asked the segments of a normalised path, still encoded, as many as this has
   * @throws Failure.Invalid naming the variable whose encoding is broken
   */
  Optional<Map<String, String>> match(String[] asked) {
    var found = new LinkedHashMap<String, String>();
    for (var i = 0; i < asked.length; i++) {
      var segment = segments.get(i);
      if (isVariable(segment)) {
        found.put(variable(segment), asked[i]);
      } else if (!segment.equals(asked[i])) {
        return Optional.empty();
      }
    }
    found.replaceAll(PathTemplate::decode);
    return Optional.of(found);
  }

  /** As it is shown: {@code /v1/metrics/{key}}. */
  @Override
  public String toString() {
    return segments.stream()
        .map(segment -> isVariable(segment) ? "{" + shownName(variable(segment)) + "}" : segment)
        .collect(Collectors.joining("/"));
  }

  private static String shownName(String field) {
    return field.substring(field.lastIndexOf('.') + 1);
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }

  private static String variable(String segment) {
    return segment.substring(1, segment.length() - 1);
  }

  private static String decode(String variable, String encoded) {
    try {
      // A plus is a plus in a path.
      return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Failure.Invalid(variable, "is not encoded as a part of a path must be");
    }
  }
}
