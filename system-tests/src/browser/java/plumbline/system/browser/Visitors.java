package plumbline.system.browser;

import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.Assignment;
import plumbline.proto.assignment.v1.AssignmentRule;
import plumbline.proto.tracking.v1.Event;
import plumbline.system.Sender;
import plumbline.system.Stack;

/** People who come to the shop: twice as many of the treated sign up. */
final class Visitors {
  private static final long SEED = 20261129L;

  private final String experiment;
  private final Random random = new Random(SEED);
  private int seen;

  Visitors(String experiment) {
    this.experiment = experiment;
  }

  boolean areServed() {
    return assign("probe", false).getRule() == AssignmentRule.ASSIGNMENT_RULE_VARIANT;
  }

  /** That many more come, are shown their variant, and sign up or not. */
  void come(int count) throws Exception {
    var events = new ArrayList<Event>();
    for (var i = seen; i < seen + count; i++) {
      var user = experiment + "-" + i;
      var treated = assign(user, true).getVariant().equals("green");
      if (random.nextDouble() < (treated ? 0.4 : 0.2)) {
        events.add(Sender.outcome("signed-up", user, "signup", Instant.now()).build());
      }
    }
    seen += count;
    Sender.send(events);
  }

  /** Whether the flag gives that value to everybody who comes now. */
  boolean allGet(String value, String flag) throws Exception {
    for (var i = 0; i < 20; i++) {
      if (!evaluate(flag, "newcomer-" + i).equals(value)) {
        return false;
      }
    }
    return true;
  }

  private static String evaluate(String flag, String user) throws Exception {
    var address = "http://127.0.0.1:%d/ofrep/v1/evaluate/flags/%s";
    var request =
        HttpRequest.newBuilder(
                URI.create(address.formatted(Stack.get().assignment().httpPort(), flag)))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString("{\"context\": {\"targetingKey\": \"" + user + "\"}}"))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, BodyHandlers.ofString()).body();
      return JsonParser.parseString(answer).getAsJsonObject().get("value").getAsString();
    }
  }

  private Assignment assign(String user, boolean expose) {
    var request =
        AssignRequest.newBuilder().setExperiment(experiment).setUnit(user).setExpose(expose);
    return Stack.as("client").assignment().assign(request.build()).getAssignment();
  }
}
