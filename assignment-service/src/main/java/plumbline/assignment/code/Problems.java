package plumbline.assignment.code;

import com.google.protobuf.Descriptors.Descriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import plumbline.kit.failure.Violation;
import plumbline.kit.failure.Violations;

/** What is wrong with a file, and where in it each field of the definition is said. */
final class Problems {
  private final Violations violations = new Violations();
  private final Map<String, Place> places = new HashMap<>();

  void add(Place place, String description) {
    violations.add(place.path(), Place.at(place.line(), description));
  }

  /** Remembers where a field is said, or would be if it were. */
  void remember(String field, Place place) {
    places.put(field, place);
  }

  /** Remembers that a message's fields are all said in one place. */
  void rememberAll(String message, Descriptor type, Place place) {
    remember(message, place);
    type.getFields().forEach(field -> remember(message + "." + field.getName(), place));
  }

  /** Where a field that was remembered is said. */
  Place place(String field) {
    return Objects.requireNonNull(places.get(field), field);
  }

  /** Remembers all that was remembered of one field, and of what is in it, as another's too. */
  void rename(String from, String to) {
    Map.copyOf(places)
        .forEach((field, place) -> {
          if (field.equals(from) || field.startsWith(from + ".")) {
            places.put(to + field.substring(from.length()), place);
          }
        });
  }

  void throwIfAny() {
    violations.throwIfAny();
  }

  /** What is wrong with a field of the definition, in the file's terms. */
  Violation inFile(Violation violation) {
    var known = violation.field();
    while (!places.containsKey(known)) {
      var cut = Math.max(known.lastIndexOf('.'), known.lastIndexOf('['));
      if (cut < 0) {
        return violation;
      }
      known = known.substring(0, cut);
    }
    var place = places.get(known);
    return new Violation(
        place.path() + violation.field().substring(known.length()),
        Place.at(place.line(), Choice.inWords(violation.description())));
  }
}
