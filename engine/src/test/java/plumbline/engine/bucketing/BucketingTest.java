package plumbline.engine.bucketing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketingTest {
  /** 16 bytes per call would be 1.6 million. */
  private static final long NOISE_BYTES = 2_048;

  @Test
  void allocatesNothingOnceWarm() {
    String[] units = IntStream.range(0, 100).mapToObj(i -> "用户-😀-" + i).toArray(String[]::new);
    Allocation allocation = Allocation.of(0.1, 0.2, 0.7);
    assign(units, allocation, 200);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    long sum = assign(units, allocation, 1_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(sum).isPositive();
    assertThat(allocated).as("bytes for 100,000 assignments").isLessThan(NOISE_BYTES);
  }

  @Test
  void parallelCallsAnswerLikeSerialOnes() {
    int[] serial = IntStream.range(0, 200_000).map(BucketingTest::everyHash).toArray();
    int[] parallel = IntStream.range(0, 200_000).parallel().map(BucketingTest::everyHash).toArray();
    assertThat(parallel).isEqualTo(serial);
  }

  @Test
  void refusesTextThatHasNoUtf8Form() {
    String beyondOneBuffer = "a".repeat(2_000);
    for (String unit :
        new String[] {"\ud83d", "\ude00", "\ud83dx", beyondOneBuffer + "\udfff\ud83d"}) {
      assertThatThrownBy(() -> Bucketing.bucket(unit, "checkout"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("unpaired surrogate");
      // The refused text leaves nothing behind: the first row of the vectors still holds.
      assertThat(Bucketing.bucket("u1", "checkout")).isEqualTo(6523);
    }
  }

  private static long assign(String[] units, Allocation allocation, int rounds) {
    long sum = 0;
    for (int round = 0; round < rounds; round++) {
      for (String unit : units) {
        sum += allocation.variantIndex(Bucketing.bucket(unit, "checkout"));
        sum += Bucketing.trafficBucket("checkout", unit);
      }
    }
    return sum;
  }

  private static int everyHash(int i) {
    String unit = "unit-é-" + i;
    int hash = Bucketing.bucket(unit, "checkout");
    hash = 31 * hash + Bucketing.trafficBucket("checkout", unit);
    hash = 31 * hash + Bucketing.layerBucket("search", unit);
    hash = 31 * hash + Bucketing.holdoutBucket("global", unit);
    hash = 31 * hash + Bucketing.rolloutBucket("new-cart", unit);
    return 31 * hash + Bucketing.shard("user", unit);
  }
}
