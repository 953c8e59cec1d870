package plumbline.assignment.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A value of a file, with its place. */
record Field(Place place, Yaml value) {

  static Field root(Yaml.Mapping mapping) {
    return new Field(new Place("", mapping.line()), mapping);
  }

  /** The value of a name; empty where it is not there, or this is no mapping. */
  Optional<Field> member(String name) {
    return value instanceof Yaml.Mapping mapping
        ? Optional.ofNullable(mapping.members().get(name)).map(it -> member(name, it))
        : Optional.empty();
  }

  /** Where a name's value is, or would be. */
  Place placeOf(String name) {
    return member(name).map(Field::place).orElseGet(() -> place.member(name, place.line()));
  }

  /** All values by name; none if this is no mapping. */
  List<Field> members() {
    var found = new ArrayList<Field>();
    if (value instanceof Yaml.Mapping mapping) {
      mapping.members().forEach((name, member) -> found.add(member(name, member)));
    }
    return found;
  }

  /** The elements; none if this is no list. */
  List<Field> elements() {
    var found = new ArrayList<Field>();
    if (value instanceof Yaml.Sequence list) {
      list.elements()
          .forEach(it -> found.add(new Field(place.element(found.size(), it.line()), it)));
    }
    return found;
  }

  boolean isMapping() {
    return value instanceof Yaml.Mapping;
  }

  boolean isList() {
    return value instanceof Yaml.Sequence;
  }

  boolean isText() {
    return value instanceof Yaml.Scalar scalar && scalar.kind() == Yaml.Kind.TEXT;
  }

  private Field member(String name, Yaml.Member member) {
    return new Field(place.member(name, member.line()), member.value());
  }
}
