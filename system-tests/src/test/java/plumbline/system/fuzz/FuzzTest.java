package plumbline.system.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A short attack in each build; the long one is {@link FuzzLongTest}. */
class FuzzTest {
  private static final int INPUTS = 2_000;

  /** Looked at one by one. */
  private static final int REFUSED = 300;

  /** More than caches, compiled code's data and what the attack may make need for that. */
  private static final long MEGABYTES = 48;

  static Stream<String> corpus() {
    return Attack.corpus().stream();
  }

  @Test
  void nothingIsSufferedOfTwoThousandInputs() throws Exception {
    Attack.get().run(INPUTS, MEGABYTES);
  }

  @Test
  void whatIsRefusedChangesNothing() throws Exception {
    Attack.get().oneByOne(INPUTS, REFUSED);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("corpus")
  void whatOnceFailedIsAnswered(String line) {
    var attack = Attack.get();
    assertThat(attack.fuzzer().send(attack.kept(line)).wrong()).isEmpty();
  }

  /** One input alone: {@code -Dplumbline.fuzz.index=123}, and the seed that was printed. */
  @Test
  @EnabledIfSystemProperty(named = "plumbline.fuzz.index", matches = "\\d+")
  void oneInputAlone() {
    var attack = Attack.get();
    var input = attack.input(Integer.getInteger("plumbline.fuzz.index", 0));
    System.out.println(input.line());
    System.out.println(input.content());
    assertThat(attack.fuzzer().send(input).wrong()).isEmpty();
  }
}
