package plumbline.openfeature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownExposuresTest {

  @Test
  void itForgetsWhatWasAskedAboutLongestAgo() {
    var known = new KnownExposures(2);
    known.add(seen("a"));
    known.add(seen("b"));
    assertThat(known.contains(seen("a"))).isTrue();
    known.add(seen("c"));
    assertThat(known.contains(seen("a"))).isTrue();
    assertThat(known.contains(seen("b"))).isFalse();
    assertThat(known.contains(seen("c"))).isTrue();
  }

  @Test
  void unitsOfDifferentTypesAreDifferent() {
    var known = new KnownExposures(2);
    known.add(new Event.Seen("experiment", "variant", "user", "a"));
    assertThat(known.contains(new Event.Seen("experiment", "variant", "device", "a"))).isFalse();
    assertThat(known.contains(new Event.Seen("experiment", "other", "user", "a"))).isFalse();
    assertThat(known.contains(new Event.Seen("experiment", "variant", "user", "a"))).isTrue();
  }

  private static Event.Seen seen(String unit) {
    return new Event.Seen("experiment", "variant", "user", unit);
  }
}
