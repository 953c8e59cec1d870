package plumbline.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Pins every variable that a service gets: its value or setting, or the Secret it comes from. */
@Tag("kubernetes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsTest {
  private static final Map<String, String> ALL =
      Map.of(
          "QUARKUS_HTTP_PORT", "8080",
          "QUARKUS_GRPC_SERVER_PORT", "9080",
          "QUARKUS_SHUTDOWN_TIMEOUT", "20s",
          "JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=70.0 -XX:+ExitOnOutOfMemoryError",
          "MP_JWT_VERIFY_ISSUER", "https://identity.example.com/",
          "MP_JWT_VERIFY_AUDIENCES", "plumbline",
          "MP_JWT_VERIFY_PUBLICKEY_LOCATION", "file:/etc/plumbline/identity/public-key.pem",
          "PLUMBLINE_IDENTITY_SERVICE_TOKEN_FILE", "/etc/plumbline/service-token/token",
          "PLUMBLINE_DATABASE_MIGRATION", "never",
          "PLUMBLINE_LOG_JSON", "true");

  private static final Map<String, String> TRACKING =
      Map.of("PLUMBLINE_TRACKING_HOST", "tracking-service", "PLUMBLINE_TRACKING_PORT", "9080");
  private static final Map<String, String> ANALYSIS =
      Map.of("PLUMBLINE_ANALYSIS_HOST", "analysis-service", "PLUMBLINE_ANALYSIS_PORT", "9080");
  private static final Map<String, String> ASSIGNMENT =
      Map.of(
          "PLUMBLINE_ASSIGNMENT_HOST", "assignment-service", "PLUMBLINE_ASSIGNMENT_PORT", "9080");

  private Documents base = new Documents(List.of());

  @BeforeAll
  void render() {
    base = Base.render();
  }

  @Test
  void ofAssignmentService() {
    assertThat(settings("assignment-service"))
        .isEqualTo(
            together(
                ALL,
                TRACKING,
                ANALYSIS,
                database("assignment-database-app"),
                Map.of("QUARKUS_REDIS_HOSTS", "secret assignment-redis/hosts")));
  }

  @Test
  void ofTrackingService() {
    assertThat(settings("tracking-service"))
        .isEqualTo(
            together(
                ALL,
                ASSIGNMENT,
                database("tracking-database-app"),
                Map.of("PLUMBLINE_ERASURE_KEY", "secret tracking-erasure/key")));
  }

  @Test
  void ofAnalysisService() {
    assertThat(settings("analysis-service"))
        .isEqualTo(together(ALL, ASSIGNMENT, TRACKING, database("analysis-database-app")));
  }

  /** Its service's image and database, and of what all have no more than a start needs. */
  @Test
  void ofTheMigrations() {
    var all = new HashMap<>(ALL);
    all.remove("PLUMBLINE_IDENTITY_SERVICE_TOKEN_FILE");
    all.put("PLUMBLINE_DATABASE_MIGRATION", "only");
    for (var service : List.of("assignment", "tracking", "analysis")) {
      var job = base.find("Job/" + service + "-migration");
      assertThat(settings(job)).isEqualTo(together(all, database(service + "-database-app")));
      assertThat(new Workload(job).containers().map(it -> it.path("image")))
          .containsExactlyElementsOf(
              new Workload(base.find("Deployment/" + service + "-service"))
                  .containers()
                  .map(it -> it.path("image"))
                  .toList());
    }
  }

  @Test
  void eachServiceHasItsOwnToken() {
    assertThat(base.workloads())
        .allSatisfy(workload ->
            assertThat(
                    workload
                        .volumes()
                        .map(volume -> volume.path("secret"))
                        .filter(secret ->
                            secret.path("secretName").asText().equals("plumbline-service-tokens"))
                        .flatMap(secret -> secret.path("items").valueStream())
                        .map(item -> "Deployment/" + item.path("key").asText()))
                .containsExactly(workload.id()));
  }

  private static Map<String, String> database(String secret) {
    return Map.of(
        "QUARKUS_DATASOURCE_JDBC_URL", "secret " + secret + "/jdbc-uri",
        "QUARKUS_DATASOURCE_REACTIVE_URL", "secret " + secret + "/uri",
        "QUARKUS_DATASOURCE_USERNAME", "secret " + secret + "/username",
        "QUARKUS_DATASOURCE_PASSWORD", "secret " + secret + "/password");
  }

  @SafeVarargs
  private static Map<String, String> together(Map<String, String>... parts) {
    var all = new HashMap<String, String>();
    for (var part : parts) {
      all.putAll(part);
    }
    return all;
  }

  // A variable that is there twice throws here.
  private Map<String, String> settings(String service) {
    return settings(base.find("Deployment/" + service));
  }

  private Map<String, String> settings(JsonNode workload) {
    return new Workload(workload)
        .env()
        .collect(Collectors.toMap(variable -> variable.path("name").asText(), this::value));
  }

  private String value(JsonNode variable) {
    var secret = variable.at("/valueFrom/secretKeyRef");
    var setting = variable.at("/valueFrom/configMapKeyRef");
    if (!secret.isMissingNode()) {
      return "secret " + secret.path("name").asText() + "/" + secret.path("key").asText();
    }
    return setting.isMissingNode()
        ? variable.path("value").asText()
        : base.find("ConfigMap/" + setting.path("name").asText())
            .path("data")
            .path(setting.path("key").asText())
            .asText();
  }
}
