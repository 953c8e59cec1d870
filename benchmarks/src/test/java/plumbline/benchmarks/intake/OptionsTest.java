package plumbline.benchmarks.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void whatIsNotSaidIsAsTheHelpShows() {
    assertThat(Options.parse("ROUNDS=", "PROFILE="))
        .isEqualTo(new Options(7, 10, 30, 8, 500, Optional.empty()));
    assertThat(Options.parse("ROUNDS=2", "SECONDS=3", "WARM_UP=4", "CLIENTS=5", "BATCH=6"))
        .isEqualTo(new Options(2, 3, 4, 5, 6, Optional.empty()));
    assertThat(Options.parse("PROFILE=a.jfr").profile()).contains(Path.of("a.jfr"));
  }

  @Test
  void whatMakesNoSenseIsNamed() {
    assertThatThrownBy(() -> Options.parse("BATCH=1001")).hasMessageContaining("BATCH must be 1");
    assertThatThrownBy(() -> Options.parse("CLIENTS=0")).hasMessageContaining("CLIENTS must be 1");
    assertThatThrownBy(() -> Options.parse("ROUNDS=x")).hasMessageContaining("ROUNDS must be 1");
    assertThatThrownBy(() -> Options.parse("ROUND=3")).hasMessageContaining("ROUND");
    assertThatThrownBy(() -> Options.parse("quick")).hasMessageContaining("NAME=value");
  }
}
