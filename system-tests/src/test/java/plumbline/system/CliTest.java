package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import plumbline.localstack.Directories;
import plumbline.localstack.Ports;
import plumbline.proto.assignment.v1.ReviewVerdict;

/** plumb as people call it: its launcher, as a process, against the running stack. */
class CliTest {
  private static final Path LAUNCHER = Path.of("../bin/plumb").toAbsolutePath().normalize();

  private static final String FILE =
      """
      key: KEY
      name: Blue or green
      hypothesis: Green is seen more easily.
      owner: growth team
      unit: user
      variants:
        - {key: blue, weight: 50%, control: true}
        - {key: green, weight: 50%}
      metrics:
        primary:
          key: signup
          kind: proportion
          event: signup
          direction: increase
        guardrail:
          - key: errors
            kind: proportion
            event: error
            direction: decrease
            category: error
          - key: slow
            kind: proportion
            event: slow
            direction: decrease
            category: latency
      guardrails:
        errors: "< 1pp increase; halt"
        slow: "< 1pp increase; alert"
      plan:
        design: fixed-horizon
        baseline: 10%
        mde: 10%
        expected_units_per_day: 100000
      """;

  private final String key = "cli-" + UUID.randomUUID().toString().substring(0, 8);

  private final Path directory = Directories.temporary();

  @Test
  void aFileIsPlannedAppliedChangedAndExported() throws Exception {
    var file = write(FILE);
    var planned = plumb("plan", file);
    assertThat(planned).isEqualTo(plumb("plan", file)).has(code(0)).has(noErrors());
    assertThat(planned.out)
        .contains(file + ": makes the draft '" + key + "'")
        .contains("+ name: \"Blue or green\"")
        .contains("needs 14,751 units in the smallest variant")
        .contains("guardrail errors: ");
    assertThat(plumb("plan", "--fail-on-change", file)).has(code(4));

    var applied = plumb("apply", "--yes", file);
    assertThat(applied).has(code(0)).has(noErrors());
    assertThat(applied.out).contains("applied, '" + key + "' is at version 1");
    var again = plumb("apply", "--yes", file);
    assertThat(again).has(code(0));
    assertThat(again.out).contains("nothing to change").doesNotContain("applied");
    assertThat(plumb("plan", "--fail-on-change", file)).has(code(0));

    write(FILE.replace("mde: 10%", "mde: 20%"));
    assertThat(plumb("plan", file).out).contains("~ plan.mde_relative: 0.1 -> 0.2");
    assertThat(plumb("apply", "--yes", file).out).contains("is at version 2");

    var exported = directory.resolve("exported.yaml").toString();
    assertThat(plumb("export", key, "-o", exported)).has(code(0));
    assertThat(plumb("export", key).out).isEqualTo(Files.readString(Path.of(exported)));
    assertThat(plumb("apply", "--yes", exported).out).contains("nothing to change");
  }

  @Test
  void anExperimentIsShownAndItsResultsToo() throws Exception {
    assertThat(plumb("apply", "--yes", write(FILE))).has(code(0));
    var shown = plumb("show", key);
    assertThat(shown).has(code(0)).has(noErrors());
    assertThat(shown.out)
        .startsWith(key + ": Blue or green (draft), version 1")
        .contains("made", "by test-experimenter")
        .contains("  hypothesis: Green is seen more easily.")
        .contains("needs 14,751 units");
    Experiments.submit(key);
    Experiments.review(key, ReviewVerdict.REVIEW_VERDICT_APPROVE);
    Experiments.startApproved(key);
    assertThat(plumb("show", key).out).contains("(running)", "SHA-256", "started");
    // Sums are there a moment after the start.
    var results =
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> plumb("results", key), ran -> ran.code != 3);
    assertThat(results).has(code(0)).has(noErrors());
    assertThat(results.out)
        .startsWith(key + ": Blue or green (running)")
        .contains("variant", "planned", "exposed", "blue (control)");
    assertThat(plumb("apply", "--yes", write(FILE)).out)
        .as("running, and so already")
        .contains("nothing to change");
    var refused = plumb("apply", "--yes", write(FILE.replace("Green is", "Green was")));
    assertThat(refused).has(code(1));
    assertThat(refused.err).contains("is running", "differ in definition.hypothesis");
  }

  @Test
  void whatIsWrongInAFileIsNamedByLine() throws Exception {
    var file = write(FILE.replace("unit: user", "unit: session").replace("mde: 10%", "mda: 10%"));
    for (var refused : List.of(plumb("plan", file), plumb("apply", "--yes", file))) {
      assertThat(refused).has(code(1));
      assertThat(refused.err)
          .contains(file + ":5: unit: must be one of user, account, device")
          .contains(": plan.mda: is not known here: allowed are alpha, ")
          .doesNotContain("Exception", "\tat ");
    }
    var broken = plumb("plan", write("key: [a\nname: b"));
    assertThat(broken).has(code(1));
    assertThat(broken.err).matches("(?s).*" + file + ":\\d: is not valid YAML.*");
  }

  @Test
  void oneFileThatIsWrongDoesNotHideTheOthers() throws Exception {
    var good = write(FILE);
    var bad = directory.resolve("bad.yaml");
    Files.writeString(bad, "key: k\n");
    var planned = plumb("plan", bad.toString(), good);
    assertThat(planned).has(code(1));
    assertThat(planned.err).contains(bad + ":1: name: must be 1 to 200 characters");
    assertThat(planned.out).contains("makes the draft '" + key + "'");
    var applied = plumb("apply", "--yes", bad.toString(), good);
    assertThat(applied).has(code(1));
    assertThat(applied.out).as("it ends at the first that is refused").isEmpty();
  }

  @Test
  void withoutATerminalNobodyCanAgree() throws Exception {
    var refused = plumb("apply", write(FILE));
    assertThat(refused).has(code(2));
    assertThat(refused.err).contains("there is nobody to ask", "--yes");
    assertThat(plumb("show", key)).has(code(1));
  }

  @Test
  void whoMayNotIsToldSo() throws Exception {
    var file = write(FILE);
    var none = run(Map.of("PLUMBLINE_TOKEN", ""), "plan", file);
    assertThat(none).has(code(1));
    assertThat(none.err).contains("PLUMBLINE_TOKEN").doesNotContain("Exception");
    var wrong = run(Map.of("PLUMBLINE_TOKEN", "not.a.token"), "plan", file);
    assertThat(wrong).has(code(1));
    var token = directory.resolve("token");
    Files.writeString(token, token("reviewer") + "\n");
    var reviewer =
        run(Map.of("PLUMBLINE_TOKEN", ""), "plan", "--token-file", token.toString(), file);
    assertThat(reviewer).has(code(1));
    assertThat(reviewer.err).contains("another role");
    assertThat(plumb("export", "--token-file", "no-such-file", key)).has(code(2));
  }

  @Test
  void whatCannotBeReachedOrReadIsSaidSo() throws Exception {
    var nowhere = "localhost:" + Ports.free();
    var refused = plumb("show", "--assignment", nowhere, key);
    assertThat(refused).has(code(3));
    assertThat(refused.err)
        .contains("assignment-service cannot be reached at " + nowhere)
        .doesNotContain("Exception");
    assertThat(plumb("results", "--analysis", nowhere, key)).has(code(3));
    var missing = plumb("plan", "no-such-file.yaml");
    assertThat(missing).has(code(2));
    assertThat(missing.err).contains("no-such-file.yaml cannot be read");
    assertThat(plumb("plan")).has(code(2));
    assertThat(plumb("plam", "x")).has(code(2));
    assertThat(plumb("show", "no-such-experiment").err).contains("no experiment");
    var help = plumb("--help");
    assertThat(help).has(code(0));
    assertThat(help.out).contains("plan", "apply", "export", "show", "results", "Exit codes");
  }

  private static Condition<Ran> code(int code) {
    return new Condition<>(ran -> ran.code == code, "exit code " + code);
  }

  private static Condition<Ran> noErrors() {
    return new Condition<>(ran -> ran.err.isEmpty(), "nothing on the standard error");
  }

  private String write(String yaml) throws IOException {
    var file = directory.resolve("experiment.yaml");
    Files.writeString(file, yaml.replace("KEY", key));
    return file.toString();
  }

  private static Ran plumb(String... arguments) throws Exception {
    return run(Map.of("PLUMBLINE_TOKEN", token("experimenter")), arguments);
  }

  private static Ran run(Map<String, String> environment, String... arguments) throws Exception {
    var stack = Stack.get();
    var command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    var out = Files.createTempFile("plumb", ".out");
    var err = Files.createTempFile("plumb", ".err");
    var builder = new ProcessBuilder(command);
    builder.environment().put("PLUMBLINE_ASSIGNMENT", "localhost:" + stack.assignment().grpcPort());
    builder.environment().put("PLUMBLINE_ANALYSIS", "localhost:" + stack.analysis().grpcPort());
    builder.environment().putAll(environment);
    builder.redirectInput(Path.of("/dev/null").toFile());
    var process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
      return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String token(String role) {
    return Stack.get().token("test-" + role, Set.of(role), Duration.ofHours(1));
  }

  private record Ran(int code, String out, String err) {}
}
