package plumbline.benchmarks.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void whatIsNotSaidIsAsTheHelpShows() {
    assertThat(Options.parse("UNITS="))
        .isEqualTo(new Options(5, 5, 30, 8, 500, 1_000_000, 10_000_000, 45, Optional.empty()));
    assertThat(Options.parse("ROUNDS=2", "SECONDS=3", "WARM_UP=4", "CLIENTS=5", "BATCH=6"))
        .isEqualTo(new Options(2, 3, 4, 5, 6, 1_000_000, 10_000_000, 45, Optional.empty()));
    assertThat(Options.parse("UNITS=2000", "EVENTS=8000", "MINUTES=3", "PROFILE=a.jfr"))
        .isEqualTo(new Options(5, 5, 30, 8, 500, 2_000, 8_000, 3, Optional.of(Path.of("a.jfr"))));
  }

  @Test
  void theEventsAreTenOfEachUnitUnlessSaidOtherwise() {
    var options = Options.parse("UNITS=3000");
    assertThat(options.events()).isEqualTo(30_000);
    assertThat(options.eventsPerUnit()).isEqualTo(10);
    assertThat(options.fewUnits()).isEqualTo(30);
  }

  @Test
  void whatMakesNoSenseIsNamed() {
    assertThatThrownBy(() -> Options.parse("UNITS=1000", "EVENTS=2500"))
        .hasMessageContaining("EVENTS must be 2 to 100 times UNITS");
    assertThatThrownBy(() -> Options.parse("UNITS=999")).hasMessageContaining("UNITS must be 1000");
    assertThatThrownBy(() -> Options.parse("SIZE=3")).hasMessageContaining("SIZE");
  }
}
