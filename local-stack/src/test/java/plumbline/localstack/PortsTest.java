package plumbline.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void noPortIsGivenTwice() {
    // The system gives a port that was given back again, now and then: nearly surely within 2,000.
    assertThat(IntStream.range(0, 2_000).map(_ -> Ports.free()).boxed().toList())
        .doesNotHaveDuplicates();
  }
}
