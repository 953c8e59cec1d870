package plumbline.system.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import plumbline.system.clients.ClientProcess.Question;

/**
 * What 1,000 users get of four flags, as clients/vectors/make.py has computed it.
 *
 * @param users their ids
 * @param flags the flags as they are defined, with what each variant answers
 * @param variants for each user, the variant of each flag
 */
record Vectors(List<String> users, List<JsonNode> flags, List<List<String>> variants) {
  private static final Path FILE = Path.of("clients", "vectors", "vectors.json");

  static Vectors read() throws IOException {
    var json = new ObjectMapper().readTree(Files.readString(FILE));
    var users = new ArrayList<String>();
    var variants = new ArrayList<List<String>>();
    for (var row : json.get("users")) {
      var texts = new ArrayList<String>();
      row.forEach(cell -> texts.add(cell.asText()));
      users.add(texts.removeFirst());
      variants.add(texts);
    }
    var flags = new ArrayList<JsonNode>();
    json.get("flags").forEach(flags::add);
    return new Vectors(users, flags, variants);
  }

  /** Makes the flags and starts their experiments. */
  void define() {
    for (var flag : flags) {
      var definition = flag.get("definition");
      var trial = flag.get("experiment");
      var made =
          Flags.create(
              flag.get("key").asText(),
              flag.get("type").asText().toUpperCase(Locale.ROOT),
              definition.get("defaultValue").toString());
      Flags.drive(
          made,
          definition.get("rules").toString(),
          trial.get("key").asText(),
          trial.get("variants").toString(),
          trial.path("traffic").asDouble(1));
    }
  }

  /** The flags as code asks for them, with defaults that none of them has. */
  List<Question> questions() {
    return flags.stream()
        .map(flag -> {
          var type = flag.get("type").asText();
          return new Question(flag.get("key").asText(), type, fallback(type));
        })
        .toList();
  }

  /** What a user gets of each flag. */
  List<Answer> expected(int user) {
    var expected = new ArrayList<Answer>();
    for (var i = 0; i < flags.size(); i++) {
      var variant = variants.get(user).get(i);
      var answer = flags.get(i).get("answers").get(variant);
      var read = Answer.of(answer);
      expected.add(new Answer(read.value(), variant, read.reason(), "", read.metadata()));
    }
    return expected;
  }

  private static Object fallback(String type) {
    return switch (type) {
      case "boolean" -> false;
      case "string" -> "the code's";
      case "number" -> -99;
      default -> Map.of("the code's", true);
    };
  }
}
