package plumbline.system.kubernetes;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One way to break a rendering. An edit that would change nothing throws, so that a check cannot be
 * "shown to fail" on a rendering that is in fact whole.
 */
record Broken(String what, Consumer<ObjectNode> edit, String document) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What most rules are about. */
  static final String POD = "/spec/template/spec";

  static final String CONTAINER = POD + "/containers/0";

  static Broken set(String document, String pointer, Object value) {
    var at = JsonPointer.compile(pointer);
    return new Broken(
        "%s %s := %s".formatted(document, pointer, value),
        tree -> put(tree.at(at.head()), at.last().getMatchingProperty(), JSON.valueToTree(value)),
        document);
  }

  static Broken remove(String document, String pointer) {
    var at = JsonPointer.compile(pointer);
    return new Broken(
        "%s without %s".formatted(document, pointer),
        tree -> take(tree.at(at.head()), at.last().getMatchingProperty()),
        document);
  }

  static Broken rename(String document, String pointer, String newName) {
    var at = JsonPointer.compile(pointer);
    return new Broken(
        "%s %s renamed %s".formatted(document, pointer, newName),
        tree -> {
          var parent = tree.at(at.head());
          put(parent, newName, take(parent, at.last().getMatchingProperty()));
        },
        document);
  }

  /** Appends to a list. */
  static Broken add(String document, String pointer, Object value) {
    return new Broken(
        "%s %s += %s".formatted(document, pointer, value),
        tree -> array(tree.at(pointer)).add(JSON.<JsonNode>valueToTree(value)),
        document);
  }

  Documents apply(Documents documents) {
    if (!documents.has(document)) {
      throw new AssertionError("nothing to break: no " + document);
    }
    return new Documents(documents.all().stream().map(this::changed).toList());
  }

  static Documents without(Documents documents, String id) {
    return new Documents(
        documents.all().stream().filter(document -> !Documents.id(document).equals(id)).toList());
  }

  static Documents with(Documents documents, Stream<JsonNode> more) {
    return new Documents(Stream.concat(documents.all().stream(), more).toList());
  }

  private JsonNode changed(JsonNode whole) {
    if (!Documents.id(whole).equals(document)) {
      return whole;
    }
    ObjectNode copy = whole.deepCopy();
    edit.accept(copy);
    if (copy.equals(whole)) {
      throw new AssertionError("changes nothing: " + what);
    }
    return copy;
  }

  private static void put(JsonNode parent, String name, JsonNode value) {
    if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(name), value);
    } else if (parent instanceof ObjectNode object) {
      object.set(name, value);
    } else {
      throw new AssertionError("nothing to break: no parent of " + name);
    }
  }

  private static JsonNode take(JsonNode parent, String name) {
    var taken =
        parent instanceof ArrayNode list
            ? list.remove(Integer.parseInt(name))
            : parent instanceof ObjectNode object ? object.remove(name) : null;
    if (taken == null) {
      throw new AssertionError("nothing to break: no " + name);
    }
    return taken;
  }

  private static ArrayNode array(JsonNode node) {
    if (node instanceof ArrayNode list) {
      return list;
    }
    throw new AssertionError("nothing to break: no list");
  }

  @Override
  public String toString() {
    return what;
  }
}
