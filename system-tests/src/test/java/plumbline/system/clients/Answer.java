package plumbline.system.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What the code gets from its client. Two numbers are the same if their values are: {@code 2} in
 * one language is {@code 2.0} in another.
 *
 * @param value the service's, or the code's own default
 * @param variant empty if there is none
 * @param reason empty if there is none
 * @param error empty if the value is the service's
 * @param metadata an object
 */
record Answer(JsonNode value, String variant, String reason, String error, JsonNode metadata) {

  static Answer of(JsonNode answer) {
    var metadata = answer.path("metadata");
    return new Answer(
        sameNumbers(answer.path("value")),
        answer.path("variant").asText(""),
        answer.path("reason").asText(""),
        answer.path("error").asText(""),
        metadata.isObject() ? metadata : JsonNodeFactory.instance.objectNode());
  }

  /** The same with each number as a double. */
  static JsonNode sameNumbers(JsonNode value) {
    if (value.isNumber()) {
      return DoubleNode.valueOf(value.doubleValue());
    }
    if (value.isArray()) {
      var array = JsonNodeFactory.instance.arrayNode();
      value.forEach(element -> array.add(sameNumbers(element)));
      return array;
    }
    if (value.isObject()) {
      var object = JsonNodeFactory.instance.objectNode();
      value.properties().forEach(it -> object.set(it.getKey(), sameNumbers(it.getValue())));
      return object;
    }
    return value instanceof MissingNode ? JsonNodeFactory.instance.nullNode() : value;
  }
}
