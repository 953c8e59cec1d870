package plumbline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

  @Test
  void userAndSystemTimeAreCountedOwnAndOfCollectedChildren() {
    var stat =
        "4711 (odd) name) S 1 4711 4711 0 -1 4194304 1060 22 3 4 100 20 3 4000 20 0 1 0 5 6 7";
    assertThat(ProcessorTime.ticks(stat)).isEqualTo(100 + 20 + 3 + 4000);
  }
}
