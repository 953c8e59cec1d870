package plumbline.system.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import plumbline.localstack.LocalStack;
import plumbline.localstack.Service;
import plumbline.localstack.ServiceProcess;
import plumbline.system.wire.ExampleFile;
import plumbline.system.wire.GrpcWire;
import plumbline.system.wire.GuardedStack;
import plumbline.system.wire.HttpWire;
import plumbline.system.wire.Reflection;

/** Everything secret is used, rightly and wrongly; then it is looked for in what was written. */
class SecretsInLogsTest {
  private static final String DATABASE_PASSWORD = "guarded-database-password-4410";
  private static final String REDIS_PASSWORD = "guarded-redis-password-77f3";
  private static final String ERASED_UNIT = "guarded-unit-1b6d";

  /** At the end of an SDK key's secret; before them stands its id, which is no secret. */
  private static final int RANDOM_LETTERS = 43;

  private final LocalStack stack = GuardedStack.get();
  private final Map<String, String> secrets = new HashMap<>();
  private final List<Path> logs = new ArrayList<>();

  @Test
  void noSecretIsWrittenDown() throws IOException {
    secrets.put("a webhook's secret", GuardedStack.WEBHOOK_SECRET);
    secrets.put("a webhook's address", GuardedStack.WEBHOOK_PATH);
    secrets.put("the address of a webhook that is away", GuardedStack.AWAY_WEBHOOK_PATH);
    secrets.put("the erasure key", GuardedStack.ERASURE_KEY);
    secrets.put("an erased unit", ERASED_UNIT);
    secrets.put("the database's password", DATABASE_PASSWORD);
    secrets.put("Redis' password", REDIS_PASSWORD);
    serviceTokens();
    sdkKeys();
    everybodyCalls();
    everybodySignsIn();
    erase();
    tellWebhooks();
    startWithWrongPasswords();

    Stream.of(Service.values()).map(stack::service).map(ServiceProcess::logFile).forEach(logs::add);
    for (var log : logs) {
      var text = Files.readString(log);
      assertThat(text).as("%s has lines", log).isNotBlank();
      secrets.forEach((name, secret) ->
          assertThat(text.contains(secret)).as("%s is in %s", name, log.getFileName()).isFalse());
    }
  }

  /** A signature tells one token from all others, and is what makes it one. */
  private void keep(String name, String token) {
    var signature = token.substring(token.lastIndexOf('.') + 1);
    assertThat(signature).as(name).isNotBlank();
    secrets.put(name, signature);
  }

  private void serviceTokens() throws IOException {
    try (var files = Files.walk(stack.options().directory(), 3)) {
      var tokens = files.filter(it -> it.toString().contains("token") && Files.isRegularFile(it));
      assertThat(tokens.peek(it -> keep(it.getFileName().toString(), read(it).strip())).count())
          .isGreaterThanOrEqualTo(Service.values().length);
    }
  }

  private void everybodyCalls() {
    try (var grpc = new GrpcWire(stack);
        var http = new HttpWire(stack)) {
      var rpcs = Reflection.rpcs(grpc);
      for (var caller : Caller.all()) {
        var token = caller.token();
        if (token == null || caller.name().equals("unsigned")) {
          continue;
        }
        keep("the token of " + caller.name(), token);
        rpcs.stream()
            .filter(it -> it.name().contains("/List") || it.name().contains("/Assign"))
            .forEach(rpc -> grpc.call(rpc, "Bearer " + token, 10_000, List.of(new byte[0])));
        for (var service : Service.values()) {
          for (var header : List.of("authorization", "x-api-key", "cookie")) {
            var value = header.equals("authorization") ? "Bearer " + token : token;
            var headers =
                Map.of(header, header.equals("cookie") ? "plumbline_token=" + token : value);
            http.send(service, "GET", "/v1/experiments", headers, new byte[0]);
            http.send(service, "POST", "/v1/experiments", headers, "{".getBytes(UTF_8));
          }
        }
      }
    }
  }

  /** A key that is used, replaced, used again and revoked. */
  private void sdkKeys() throws IOException {
    var admin =
        Map.of(
            "authorization",
            "Bearer " + GuardedStack.token("admin"),
            "content-type",
            "application/json");
    try (var http = new HttpWire(stack)) {
      for (var step : List.of("", "/guarded/rotate", "/guarded/revoke")) {
        var body =
            step.isEmpty()
                ? "{\"id\": \"guarded\", \"description\": \"a test\"}"
                : "{\"reason\": \"it leaked\"}";
        var answer =
            http.send(
                Service.ASSIGNMENT,
                "POST",
                "/v1/sdk-keys" + step,
                admin,
                (step.endsWith("rotate") ? "{}" : body).getBytes(UTF_8));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        var made = new ObjectMapper().readTree(answer.body()).path("secret").asText();
        if (!made.isEmpty()) {
          secrets.put("an SDK key's secret" + step, made.substring(made.length() - RANDOM_LETTERS));
        }
        for (var service : Service.values()) {
          for (var secret : List.of(made, made + "x")) {
            http.send(
                service,
                "POST",
                "/v1/assign",
                Map.of("authorization", "Bearer " + secret),
                "{".getBytes(UTF_8));
            http.send(service, "GET", "/v1/experiments", Map.of("x-api-key", secret), new byte[0]);
          }
        }
      }
    }
    assertThat(secrets).containsKey("an SDK key's secret/guarded/rotate");
  }

  private void everybodySignsIn() {
    try (var http = new HttpWire(stack)) {
      var headers =
          Map.of(
              "content-type", "application/x-www-form-urlencoded",
              "sec-fetch-site", "same-origin",
              "accept", "text/html");
      for (var caller : Caller.all()) {
        var token = String.valueOf(caller.token());
        var form = "to=%2F&token=" + URLEncoder.encode(token, UTF_8);
        http.send(Service.ANALYSIS, "POST", "/sign-in", headers, form.getBytes(UTF_8));
        http.send(Service.ANALYSIS, "POST", "/sign-in", headers, (form + "%zz").getBytes(UTF_8));
      }
    }
  }

  private void erase() {
    try (var http = new HttpWire(stack)) {
      var headers =
          Map.of(
              "authorization",
              "Bearer " + GuardedStack.token("admin"),
              "content-type",
              "application/json");
      var body = "{\"unitType\": \"user\", \"unit\": \"%s\"}".formatted(ERASED_UNIT);
      var answer =
          http.send(Service.TRACKING, "POST", "/v1/units:erase", headers, body.getBytes(UTF_8));
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
  }

  /** One takes what it is told; the other is away, and is given up. */
  private void tellWebhooks() throws IOException {
    var token = GuardedStack.token("experimenter");
    try (var http = new HttpWire(stack)) {
      var headers = Map.of("authorization", "Bearer " + token, "content-type", "application/yaml");
      var yaml = ExampleFile.text("guarded-secrets");
      var applied =
          http.send(
              Service.ASSIGNMENT, "POST", "/v1/definitions:apply", headers, yaml.getBytes(UTF_8));
      assertThat(applied.status()).as(applied.body()).isEqualTo(200);
      var path = "/v1/experiments/guarded-secrets/submit";
      var submitted =
          http.send(
              Service.ASSIGNMENT,
              "POST",
              path,
              Map.of("authorization", "Bearer " + token),
              "{}".getBytes(UTF_8));
      assertThat(submitted.status()).as(submitted.body()).isEqualTo(200);
    }
    var log = stack.assignment().logFile();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> read(log).contains("'away' is given up after"));
  }

  private void startWithWrongPasswords() {
    for (var service : Service.values()) {
      var replica =
          stack.replica(
              service,
              Map.of(
                  "QUARKUS_DATASOURCE_USERNAME",
                  "guarded-nobody",
                  "QUARKUS_DATASOURCE_PASSWORD",
                  DATABASE_PASSWORD,
                  "QUARKUS_REDIS_HOSTS",
                  "redis://:" + REDIS_PASSWORD + "@127.0.0.1:" + stack.redis().port()));
      replica.launch();
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> read(replica.logFile()).contains("guarded-nobody"));
      logs.add(replica.logFile());
      replica.close();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
