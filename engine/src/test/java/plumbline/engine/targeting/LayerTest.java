package plumbline.engine.targeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a layer promises, over 200,000 units. */
class LayerTest {
  private static final int UNITS = 200_000;
  private static final int SPLIT = 3_000;

  // Five standard deviations: deterministic units, so this either always holds or never does.
  private static final double DEVIATIONS = 5;

  @Test
  void experimentsOfDisjointSlotsNeverShareAUnitAndTogetherHaveAll() {
    var first = live("first", new Slots("page", 0, SPLIT));
    var second = live("second", new Slots("page", SPLIT, 10_000));
    var inFirst = 0;
    for (var i = 0; i < UNITS; i++) {
      var here = isServed(first, "u" + i);
      assertThat(isServed(second, "u" + i)).isNotEqualTo(here);
      inFirst += here ? 1 : 0;
    }
    assertShare(inFirst, UNITS, SPLIT / 10_000.0);
  }

  @Test
  void theVariantIsIndependentOfTheSlot() {
    var live = live("first", new Slots("page", 0, SPLIT));
    var everywhere = live("first", new Slots("page", 0, 10_000));
    var treatedInside = 0;
    var inside = 0;
    var treatedOutside = 0;
    for (var i = 0; i < UNITS; i++) {
      var unit = "u" + i;
      var treated = ((Decision.Served) everywhere.decide(unit, Map.of())).variant();
      if (isServed(live, unit)) {
        assertThat(live.decide(unit, Map.of())).isEqualTo(everywhere.decide(unit, Map.of()));
        inside++;
        treatedInside += treated;
      } else {
        treatedOutside += treated;
      }
    }
    assertShare(treatedInside, inside, 0.5);
    assertShare(treatedOutside, UNITS - inside, 0.5);
  }

  @Test
  void twoLayersAreIndependent() {
    var page = new Slots("page", 0, 5_000);
    var price = new Slots("price", 0, 5_000);
    var both = 0;
    for (var i = 0; i < UNITS; i++) {
      both += page.includes("u" + i) && price.includes("u" + i) ? 1 : 0;
    }
    assertShare(both, UNITS, 0.25);
  }

  private static boolean isServed(LiveExperiment live, String unit) {
    return live.decide(unit, Map.of()) instanceof Decision.Served;
  }

  private static LiveExperiment live(String key, Slots slots) {
    var targeting = new Targeting(Map.of(), List.of(), Eligibility.EVERYBODY, List.of(), slots);
    return LiveExperiment.of(
        new LiveExperiment.Definition(key, 1, 0, 0.5, 0.5).with(targeting), Phase.RUNNING);
  }

  private static void assertShare(int count, int of, double expected) {
    var deviation = Math.sqrt(of * expected * (1 - expected));
    assertThat(Math.abs(count - of * expected)).isLessThan(DEVIATIONS * deviation);
  }
}
