package plumbline.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kubernetes")
class KubectlTest {
  @Test
  void rendersTheBase() {
    assertThat(new Kubectl().kustomize(Base.directory())).contains("kind: Deployment");
  }

  @Test
  void failsAndSaysWhatToInstallWhereItIsMissing() {
    assertThatThrownBy(() -> new Kubectl("kubectl-not-installed").kustomize(Base.directory()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("`kubectl-not-installed` is not on the PATH")
        .hasMessageContaining("1.30 or later");
  }

  @Test
  void passesOnWhyAKustomizationIsRefused(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("kustomization.yaml"), "resourcez: []\n");

    assertThatThrownBy(() -> new Kubectl().kustomize(directory))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("resourcez");
  }
}
