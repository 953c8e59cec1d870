package plumbline.system.fuzz;

import io.grpc.Status;
import io.grpc.Status.Code;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import plumbline.system.wire.Rpc;

/** What may be answered to anything at all. */
final class Judge {
  /** Says that we did not know what we were doing. */
  private static final Set<Code> DEFECTS = Set.of(Code.UNKNOWN, Code.INTERNAL, Code.DATA_LOSS);

  /** HTTP's words for what is not there now, not there at all, or not in time. */
  private static final Set<Integer> STATED = Set.of(501, 503, 504);

  /** It is there all the time: what it does not take is to be refused in our words. */
  private static final Pattern AWAY =
      Pattern.compile("the database (is away|cannot be reached now|has trouble of its own)");

  /** Words of the program, its libraries and its database, which are nobody's business. */
  private static final Pattern LEAK =
      Pattern.compile(
          "\\w+Exception\\b|\\bat [\\w.$]+\\([\\w.]*(:\\d+)?\\)|Cannot invoke \""
              + "|\\b(java|javax|jakarta|sun|jdk)\\.\\w+\\.|\\b(io\\.(grpc|quarkus|vertx|netty|smallrye)"
              + "|org\\.(hibernate|jboss|postgresql|yaml|snakeyaml)|com\\.google|dev\\.cel)\\."
              + "|plumbline\\.(kit|engine)\\.|(?i:sqlstate|snakeyaml|\\bgson\\b|stack ?trace)"
              + "|For input string|out of bounds for|incident [0-9a-f-]{36}");

  private Judge() {}

  /** What is wrong with an answer to an RPC; empty: nothing. */
  static Optional<String> grpc(Rpc rpc, Status answer, String sent) {
    var code = answer.getCode();
    if (DEFECTS.contains(code)) {
      return Optional.of("a defect: " + answer);
    }
    if (code == Code.DEADLINE_EXCEEDED && rpc.type().serverSendsOneMessage()) {
      return Optional.of("no answer");
    }
    var description = String.valueOf(answer.getDescription());
    return AWAY.matcher(description).find()
        ? Optional.of("blames the database: " + answer)
        : leak(description, sent);
  }

  /** What is wrong with an answer over HTTP; empty: nothing. */
  static Optional<String> http(RawHttp.Reply reply, String sent) {
    if (reply.status() < 0) {
      return Optional.of("no answer: " + reply.text());
    }
    if (reply.status() >= 500 && !STATED.contains(reply.status())) {
      return Optional.of("a defect: " + reply.text());
    }
    if (AWAY.matcher(reply.text()).find()) {
      return Optional.of("blames the database: " + reply.text());
    }
    // Metrics are for those who run it, and name parts of it.
    return reply.text().contains("# TYPE jvm_") ? Optional.empty() : leak(reply.text(), sent);
  }

  private static Optional<String> leak(String answer, String sent) {
    var words = LEAK.matcher(answer);
    while (words.find()) {
      if (!sent.contains(words.group())) {
        return Optional.of("says '%s': %s".formatted(words.group(), answer));
      }
    }
    return Optional.empty();
  }
}
