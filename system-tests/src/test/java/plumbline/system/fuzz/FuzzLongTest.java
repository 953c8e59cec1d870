package plumbline.system.fuzz;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole attack. */
@Tag("long")
class FuzzLongTest {
  private static final int INPUTS = Integer.getInteger("plumbline.fuzz.inputs", 100_000);
  private static final long MEGABYTES = 64;

  @Test
  void nothingIsSufferedOfAHundredThousandInputs() throws Exception {
    Attack.get().run(INPUTS, MEGABYTES);
  }
}
