package plumbline.openfeature;

import dev.openfeature.sdk.EvaluationContext;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which units a context names.
 *
 * @param readers by unit type: the id that a context has of it, or null
 */
record Units(Map<String, Function<EvaluationContext, @Nullable String>> readers) {

  Units {
    readers = Map.copyOf(readers);
  }

  /** As flags are evaluated: the user is the targeting key, the others are attributes. */
  static Map<String, Function<EvaluationContext, @Nullable String>> usual() {
    return Map.of(
        "user", EvaluationContext::getTargetingKey,
        "account", context -> attribute(context, "account"),
        "device", context -> attribute(context, "device"));
  }

  /** Every unit that the context names, by type; at least one. */
  Map<String, String> of(EvaluationContext context) throws InvalidEventException {
    var units = new TreeMap<String, String>();
    for (var type : readers.keySet()) {
      var unit = find(type, context);
      if (unit.isPresent()) {
        units.put(type, unit.get());
      }
    }
    if (units.isEmpty()) {
      throw new InvalidEventException("the context names no user, account or device");
    }
    return units;
  }

  /** The unit of that type, which the context must name. */
  String of(String type, EvaluationContext context) throws InvalidEventException {
    return find(type, context)
        .orElseThrow(() -> new InvalidEventException("the context names no " + type));
  }

  private Optional<String> find(String type, EvaluationContext context)
      throws InvalidEventException {
    var reader = readers.get(type);
    var id = reader == null ? null : reader.apply(context);
    return id == null || id.isEmpty() ? Optional.empty() : Optional.of(Text.unit(type, id));
  }

  private static @Nullable String attribute(EvaluationContext context, String name) {
    var value = context.getValue(name);
    return value == null ? null : value.asString();
  }
}
