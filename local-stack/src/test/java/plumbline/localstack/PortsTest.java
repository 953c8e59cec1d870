package plumbline.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void noPortIsGivenTwice() {
    // Taken at random, one comes again nearly surely within 2,000.
    assertThat(IntStream.range(0, 2_000).map(_ -> Ports.free()).boxed().toList())
        .doesNotHaveDuplicates()
        .allSatisfy(port -> assertThat(port).isBetween(15_000, 31_999));
  }
}
