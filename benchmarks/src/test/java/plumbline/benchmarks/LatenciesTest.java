package plumbline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void aQuantileIsOneOfTheTimes() {
    var latencies = Latencies.of(LongStream.rangeClosed(1, 200).map(it -> 201 - it).toArray());
    assertThat(latencies.count()).isEqualTo(200);
    assertThat(latencies.quantile(0.5)).isEqualTo(Duration.ofNanos(100));
    assertThat(latencies.quantile(0.99)).isEqualTo(Duration.ofNanos(198));
    assertThat(latencies.quantile(0.991)).isEqualTo(Duration.ofNanos(199));
    assertThat(latencies.quantile(1)).isEqualTo(Duration.ofNanos(200));
  }

  @Test
  void oneTimeIsEveryQuantile() {
    assertThat(Latencies.of(5).quantile(0.01)).isEqualTo(Duration.ofNanos(5));
    assertThatThrownBy(() -> Latencies.of().quantile(0.5))
        .isInstanceOf(IllegalStateException.class);
  }
}
