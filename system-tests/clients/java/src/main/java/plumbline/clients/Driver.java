package plumbline.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderEvent;
import dev.openfeature.sdk.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;

/**
 * An OpenFeature client that does what each line of its input asks for, and answers by a line:
 * ClientProcess of the system tests says what is asked. Arguments: flagd and the port, or ofrep,
 * the base URL and optionally a token.
 */
public final class Driver {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Client client;
  private final ArrayNode events = JSON.createArrayNode();

  private Driver(Client client) {
    this.client = client;
    for (var event : ProviderEvent.values()) {
      client.on(event, details -> note(event, JSON.valueToTree(details.getFlagsChanged())));
    }
  }

  public static void main(String[] arguments) throws Exception {
    // The answers are the only thing on the output; whoever prints joins the errors.
    var answers = new PrintStream(System.out, true, UTF_8);
    System.setOut(System.err);
    OpenFeatureAPI.getInstance().setProviderAndWait(Providers.of(arguments));
    new Driver(OpenFeatureAPI.getInstance().getClient()).serve(answers);
    OpenFeatureAPI.getInstance().shutdown();
    System.exit(0);
  }

  private void serve(PrintStream answers) throws IOException {
    answers.println("{}");
    var questions = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (var line = questions.readLine(); line != null; line = questions.readLine()) {
      var question = JSON.readTree(line);
      answers.println(JSON.writeValueAsString(question.has("flags") ? evaluate(question) : told()));
    }
  }

  private synchronized void note(ProviderEvent event, JsonNode flags) {
    events.addObject().put("event", event.name()).set("flags", flags);
  }

  private synchronized ArrayNode told() {
    var told = events.deepCopy();
    events.removeAll();
    return told;
  }

  /** For each context, the answers for all flags in their order. */
  private ArrayNode evaluate(JsonNode question) {
    var answers = JSON.createArrayNode();
    for (var given : question.get("contexts")) {
      var context = context(given);
      var row = answers.addArray();
      question.get("flags").forEach(flag -> row.add(evaluate(flag, context)));
    }
    return answers;
  }

  private ObjectNode evaluate(JsonNode flag, EvaluationContext context) {
    var key = flag.get("key").asText();
    var fallback = flag.get("fallback");
    return switch (flag.get("type").asText()) {
      case "boolean" -> render(client.getBooleanDetails(key, fallback.asBoolean(), context));
      case "string" -> render(client.getStringDetails(key, fallback.asText(), context));
      case "integer" -> render(client.getIntegerDetails(key, fallback.asInt(), context));
      case "number" -> render(client.getDoubleDetails(key, fallback.asDouble(), context));
      default -> render(client.getObjectDetails(key, value(fallback), context));
    };
  }

  private static ObjectNode render(FlagEvaluationDetails<?> details) {
    var value = details.getValue() instanceof Value it ? plain(it) : details.getValue();
    var answer = JSON.createObjectNode();
    answer.set("value", JSON.valueToTree(value));
    answer.put("variant", details.getVariant()).put("reason", details.getReason());
    answer.put("error", details.getErrorCode() == null ? null : details.getErrorCode().name());
    answer.put("message", details.getErrorMessage());
    answer.set("metadata", Metadata.render(details.getFlagMetadata()));
    return answer;
  }

  private static EvaluationContext context(JsonNode given) {
    var attributes = ((ObjectNode) given).deepCopy();
    var targetingKey = attributes.remove("targetingKey");
    var values = value(attributes).asStructure().asMap();
    return targetingKey == null
        ? new ImmutableContext(values)
        : new ImmutableContext(targetingKey.asText(), values);
  }

  private static Value value(JsonNode node) {
    return Value.objectToValue(JSON.convertValue(node, Object.class));
  }

  private static Object plain(Value value) {
    if (value.isStructure()) {
      return value.asStructure().asObjectMap();
    }
    return value.isList() ? value.asList().stream().map(Driver::plain).toList() : value.asObject();
  }
}
