package plumbline.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void noPortIsGivenTwiceToAnyProcess() {
    // Claims are the system's: two in one process see one another as two processes do.
    var one = new Ports(14_000, 10, 10);
    var other = new Ports(14_000, 10, 10);
    var given = new ArrayList<Integer>();
    for (var i = 0; i < 40; i++) {
      given.add(one.take());
      given.add(other.take());
    }
    assertThat(given)
        .doesNotHaveDuplicates()
        .allSatisfy(port -> assertThat(port).isBetween(14_001, 14_099));
  }

  @Test
  void whatOthersHaveClaimedIsRefused() {
    var one = new Ports(14_200, 2, 3);
    var other = new Ports(14_200, 2, 3);
    assertThat(new int[] {one.take(), one.take(), one.take(), one.take()})
        .containsExactlyInAnyOrder(14_201, 14_202, 14_204, 14_205);
    assertThatThrownBy(other::take)
        .isInstanceOf(StackFailure.class)
        .hasMessage("every port from 14200 to 14205 is claimed");
  }
}
