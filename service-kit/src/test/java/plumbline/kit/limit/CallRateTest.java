package plumbline.kit.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallRateTest {
  // Close to the end of the numbers, which nanoTime may be.
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final CallRate rate = new CallRate(10, nanos::get);

  @Test
  void aSecondsWorthAtOnceAndThenOneForEachTenth() {
    assertThat(taken(20)).isEqualTo(10);
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(100) - 1);
    assertThat(taken(20)).isZero();
    nanos.addAndGet(1);
    assertThat(taken(20)).isEqualTo(1);
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(550));
    assertThat(taken(20)).isEqualTo(5);
  }

  @Test
  void whatWasNotUsedIsNotSavedForLater() {
    taken(10);
    nanos.addAndGet(TimeUnit.DAYS.toNanos(3));
    assertThat(taken(50)).isEqualTo(10);
  }

  @Test
  void whatIsRefusedCostsNothing() {
    taken(10);
    taken(1_000);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(taken(50)).isEqualTo(10);
  }

  @Test
  void oneCallPerSecondIsOneCall() {
    var slow = new CallRate(1, nanos::get);
    assertThat(slow.take()).isTrue();
    assertThat(slow.take()).isFalse();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(slow.take()).isTrue();
  }

  @Test
  void withoutALimitThereIsNone() {
    for (var i = 0; i < 100_000; i++) {
      assertThat(CallRate.UNLIMITED.take()).isTrue();
    }
  }

  @Test
  void noneIsTakenTwiceByCallsAtTheSameTime() throws InterruptedException {
    var shared = new CallRate(1_000, nanos::get);
    var taken = new AtomicInteger();
    try (var callers = Executors.newFixedThreadPool(4)) {
      for (var i = 0; i < 4; i++) {
        callers.execute(() -> {
          for (var call = 0; call < 5_000; call++) {
            taken.addAndGet(shared.take() ? 1 : 0);
          }
        });
      }
    }
    assertThat(taken).hasValue(1_000);
  }

  private int taken(int calls) {
    var taken = 0;
    for (var i = 0; i < calls; i++) {
      taken += rate.take() ? 1 : 0;
    }
    return taken;
  }
}
