package plumbline.localstack.demo;

import java.util.ArrayList;
import java.util.List;
import plumbline.cli.TextTable;
import plumbline.localstack.LocalStack;
import plumbline.localstack.Service;
import plumbline.localstack.demo.People.Person;

/** Where everything is, and how to get in. */
final class Welcome {
  private static final String OFREP = "/ofrep/v1/evaluate/flags/";

  private Welcome() {}

  static String of(LocalStack stack, People people) {
    var lines = new ArrayList<String>();
    addAddresses(lines, stack);
    addDashboard(lines, stack, people);
    addTokens(lines, people);
    addExamples(lines, stack, people);
    return String.join(System.lineSeparator(), lines);
  }

  private static void addAddresses(List<String> lines, LocalStack stack) {
    lines.add("Addresses, on this machine only:");
    var table = new TextTable(4);
    for (var service : Service.values()) {
      var process = stack.service(service);
      table.row(
          process.name(),
          "http://localhost:" + process.httpPort(),
          "grpc localhost:" + process.grpcPort(),
          "log " + process.logFile());
    }
    table.row("PostgreSQL", "port " + stack.postgres().port(), "databases assignment, tracking");
    table.row("Redis", "port " + stack.redis().port());
    lines.add(table.render("  "));
  }

  private static void addDashboard(List<String> lines, LocalStack stack, People people) {
    lines.add("Dashboard, where one signs in as one of the people below:");
    lines.add("  " + dashboard(stack));
    lines.add("and, signed in as an analyst already:");
    lines.add(
        "  %s/sign-in?to=/experiments/%s/results#%s"
            .formatted(dashboard(stack), EndedDemo.KEY, people.token(Person.ANALYST)));
    lines.add("");
  }

  private static void addTokens(List<String> lines, People people) {
    lines.add("Tokens, valid until " + people.expiry() + " (also in " + people.directory() + "):");
    var table = new TextTable(3);
    for (var person : Person.values()) {
      table.row(person.role(), person.subject(), people.token(person));
    }
    lines.add(table.render("  "));
  }

  private static void addExamples(List<String> lines, LocalStack stack, People people) {
    var assignment = "http://localhost:" + stack.assignment().httpPort();
    var tracking = "http://localhost:" + stack.tracking().httpPort();
    lines.add("Try (evaluating and tracking need no token here):");
    lines.add("  curl -s " + assignment + "/v1/assign -H 'content-type: application/json' \\");
    lines.add(
        "    -d '{\"experiment\": \"%s\", \"unit\": \"you\", \"expose\": true}'"
            .formatted(RunningDemo.KEY));
    lines.add("  curl -s " + assignment + OFREP + RunningDemo.FLAG + " \\");
    lines.add(
        "    -H 'content-type: application/json' -d '{\"context\": {\"targetingKey\": \"you\"}}'");
    lines.add("  curl -s " + tracking + "/v1/events -H 'content-type: application/json' \\");
    lines.add(
        "    -d \"{\\\"events\\\": [{\\\"event_id\\\": \\\"you-1\\\", \\\"units\\\": {\\\"user\\\":"
            + " \\\"you\\\"}, \\\"name\\\": \\\""
            + RunningDemo.CLICK
            + "\\\", \\\"occurred_at\\\": \\\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\\\"}]}\"");
    lines.add("  curl -s " + dashboard(stack) + "/v1/experiments/" + EndedDemo.KEY + "/results \\");
    lines.add("    -H \"authorization: Bearer $(cat " + people.file(Person.ANALYST) + ")\"");
  }

  private static String dashboard(LocalStack stack) {
    return "http://localhost:" + stack.analysis().httpPort();
  }
}
