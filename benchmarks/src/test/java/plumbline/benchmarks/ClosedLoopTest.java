package plumbline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

  @Test
  void everyPieceOfWorkIsDoneOnce() throws Exception {
    var done = new ConcurrentLinkedQueue<Integer>();
    ClosedLoop.Client<Integer> client = done::add;
    var work = IntStream.range(0, 1_000).boxed().toList();
    var elapsed = ClosedLoop.run(Collections.nCopies(4, client), work);
    assertThat(done).containsExactlyInAnyOrderElementsOf(work);
    assertThat(elapsed).isPositive();
  }

  @Test
  void aClientThatFailsEndsTheRun() {
    ClosedLoop.Client<Integer> client =
        number -> {
          if (number == 3) {
            throw new java.io.IOException("broken pipe");
          }
        };
    assertThatThrownBy(() -> ClosedLoop.run(List.of(client), List.of(1, 2, 3)))
        .hasRootCauseMessage("broken pipe");
  }
}
