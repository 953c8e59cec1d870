package plumbline.kit.rest;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The service's one table: what its features bring. */
@ApplicationScoped
public class CallTable {
  private final List<Call> calls;
  private final Map<Shape, List<Call>> byShape;

  @Inject
  CallTable(@All List<Calls> features) {
    this.calls = features.stream().flatMap(feature -> feature.rows().stream()).toList();
    this.byShape = calls.stream().collect(Collectors.groupingBy(Shape::of));
  }

  /** Every row. */
  public List<Call> calls() {
    return calls;
  }

  /** The row for a normalised path, still encoded; empty: there is none. */
  Optional<Asked> find(String method, String path) {
    var segments = PathTemplate.split(path);
    for (var call : byShape.getOrDefault(new Shape(method, segments.length), List.of())) {
      var variables = call.path().match(segments);
      if (variables.isPresent()) {
        return Optional.of(new Asked(call, variables.get()));
      }
    }
    return Optional.empty();
  }

  /**
   * A row that was asked for.
   *
   * @param variables what the path says, by field
   */
  record Asked(Call call, Map<String, String> variables) {}

  private record Shape(String method, int segments) {
    static Shape of(Call call) {
      return new Shape(call.method(), call.path().segments().size());
    }
  }
}
