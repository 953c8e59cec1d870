package plumbline.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The monitoring component, taken in by an overlay as its README says. */
@Tag("kubernetes")
class MonitoringTest {
  @TempDir Path overlay;
  private Documents rendered = new Documents(List.of());

  @BeforeEach
  void render() throws IOException {
    var k8s = overlay.toRealPath().relativize(Base.directory().toRealPath().getParent());
    Files.writeString(
        overlay.resolve("kustomization.yaml"),
        """
        resources:
          - %1$s/base
        components:
          - %1$s/components/monitoring
        """
            .formatted(k8s));
    rendered = Documents.parse(new Kubectl().kustomize(overlay.toRealPath()));
  }

  @Test
  void prometheusFindsEveryService() {
    var monitor = rendered.find("ServiceMonitor/plumbline");
    var label = monitor.at("/spec/selector/matchLabels").properties().iterator().next();
    var port = monitor.at("/spec/endpoints/0/port").asText();
    var services = rendered.ofKind("Service").toList();
    assertThat(services)
        .hasSize(3)
        .allSatisfy(service -> {
          assertThat(service.at("/metadata/labels").path(label.getKey()))
              .isEqualTo(label.getValue());
          assertThat(service.at("/metadata/namespace"))
              .isEqualTo(monitor.at("/metadata/namespace"));
          assertThat(service.at("/spec/ports").findValuesAsText("name")).contains(port);
        });
  }

  /** The operator's labels `service` and `endpoint` would otherwise take the place of ours. */
  @Test
  void labelsOfTheMetricsStayTheirs() {
    assertThat(rendered.find("ServiceMonitor/plumbline").path("spec").path("endpoints"))
        .isNotEmpty()
        .allSatisfy(endpoint -> assertThat(endpoint.path("honorLabels").asBoolean()).isTrue());
  }

  @Test
  void grafanaFindsEveryDashboard() throws IOException {
    var map = rendered.find("ConfigMap/plumbline-dashboards");
    assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
    assertThat(map.at("/metadata/namespace").asText()).isEqualTo("plumbline");
    assertThat(map.path("data")).hasSize(4);
    for (var dashboard : map.path("data")) {
      var json = new ObjectMapper().readTree(dashboard.asText());
      assertThat(json.path("panels")).hasSizeGreaterThan(4);
      assertThat(json.path("uid").asText()).startsWith("plumbline-");
    }
  }
}
