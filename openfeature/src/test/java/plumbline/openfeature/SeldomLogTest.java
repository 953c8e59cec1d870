package plumbline.openfeature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SeldomLogTest {

  @Test
  void itWarnsOnceAMinuteAndSaysHowOftenMore() {
    // Past the end of the numbers, as nanoTime may be.
    var now = new AtomicLong(Long.MAX_VALUE - 1);
    var lines = new ArrayList<String>();
    var log = new SeldomLog(lines::add, now::get);
    log.warn("first");
    log.warn("second");
    now.addAndGet(59_999_999_999L);
    log.warn("third");
    assertThat(lines).containsExactly("first");
    now.addAndGet(1);
    log.warn("fourth");
    assertThat(lines).containsExactly("first", "fourth (and 2 times before)");
    now.addAndGet(60_000_000_000L);
    log.warn("fifth");
    assertThat(lines).endsWith("fifth");
  }
}
