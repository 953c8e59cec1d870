package plumbline.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import plumbline.localstack.Service;
import plumbline.localstack.ServicePorts;
import plumbline.localstack.StackFailure;

class SettingsTest {
  private static final Path REPOSITORY = Path.of("/repository");

  @Test
  void withoutAnyThePublishedPortsAreUsed() {
    var options = Settings.parse(REPOSITORY, "ANALYSIS_HTTP=", "POSTGRES=");
    assertThat(options.ports())
        .containsEntry(Service.ANALYSIS, new ServicePorts(8080, 9080))
        .containsEntry(Service.ASSIGNMENT, new ServicePorts(8081, 9081))
        .containsEntry(Service.TRACKING, new ServicePorts(8082, 9082));
    assertThat(options.postgresPort()).isZero();
    assertThat(options.redisPort()).isZero();
    assertThat(options.directory()).isEqualTo(Path.of(".plumbline").toAbsolutePath());
  }

  @Test
  void eachOneCanBeChanged() {
    var options = Settings.parse(REPOSITORY, "TRACKING_GRPC=19082", "REDIS=6379", "DATA_DIR=/data");
    assertThat(options.ports()).containsEntry(Service.TRACKING, new ServicePorts(8082, 19082));
    assertThat(options.redisPort()).isEqualTo(6379);
    assertThat(options.directory()).isEqualTo(Path.of("/data"));
  }

  @Test
  void whatIsNoPortIsNamedWithWhatIsAllowed() {
    for (var wrong : new String[] {"http", "-1", "0", "65536", "80 80"}) {
      assertThatThrownBy(() -> Settings.parse(REPOSITORY, "ASSIGNMENT_HTTP=" + wrong))
          .isInstanceOf(StackFailure.class)
          .hasMessage("ASSIGNMENT_HTTP must be a port, 1 to 65535, not '" + wrong + "'");
    }
  }
}
