package plumbline.engine.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The fold against {@link PlainFold}, over random plans and random events. */
class FoldPropertyTest {

  @Test
  void theFoldIsWhatAPlainComputationSays() {
    for (var seed = 0L; seed < 2_000; seed++) {
      foldsAsPlain(seed);
    }
  }

  @Test
  void sumsOverUnitsAreWhatAPlainComputationSays() {
    for (var seed = 0L; seed < 100; seed++) {
      sumsAsPlain(seed);
    }
  }

  @Test
  void aChangedEndConcernsOnlyUnitsWithAnEventFromTheEarlierEndOn() {
    for (var seed = 0L; seed < 4_000; seed++) {
      endsAlike(seed);
    }
  }

  @Test
  @Tag("long")
  void allOfItForLong() {
    for (var seed = 1_000_000L; seed < 1_200_000; seed++) {
      foldsAsPlain(seed);
      endsAlike(seed);
      if (seed % 50 == 0) {
        sumsAsPlain(seed);
      }
    }
  }

  /** One unit, some events at a time; after each time it is what it has to be. */
  private static void foldsAsPlain(long seed) {
    var generator = new RandomFold(seed);
    var plan = generator.ending(generator.plan());
    var events = generator.unit();
    @Nullable UnitState state = null;
    for (var from = 0; from < events.size(); ) {
      var to = generator.random().nextInt(from, events.size()) + 1;
      var seen = events.subList(0, to);
      state = goneOn(plan, state, events.subList(from, to), seen);
      var where = "seed %d after %d events".formatted(seed, to);
      assertThat(state).as(where).isEqualTo(UnitFold.fold(plan, seen).orElse(null));
      assertSame(plan, state, PlainFold.of(plan, seen), where);
      from = to;
    }
  }

  /** The state with some events more, as the service goes on. */
  private static @Nullable UnitState goneOn(
      FoldPlan plan, @Nullable UnitState state, List<UnitEvent> taken, List<UnitEvent> seen) {
    if (state == null) {
      return UnitFold.fold(plan, seen).orElse(null);
    }
    var fold = UnitFold.from(plan, new Layout(plan), state);
    for (var event : taken) {
      if (!fold.add(event)) {
        return UnitFold.fold(plan, seen).orElse(null);
      }
    }
    return fold.state().orElse(null);
  }

  private static void assertSame(
      FoldPlan plan, @Nullable UnitState state, PlainFold.@Nullable Unit plain, String where) {
    assertThat(state == null).as(where).isEqualTo(plain == null);
    if (state != null && plain != null) {
      assertThat(plan.variants().get(state.variant())).as(where).isEqualTo(plain.variant());
      assertThat(state.firstExposure()).as(where).isEqualTo(plain.firstExposure());
      assertThat(state.firstEvent()).as(where).isEqualTo(plain.firstEvent());
      assertThat(state.day()).as(where).isEqualTo(plain.day().toEpochDay());
      assertThat(state.segments()).as(where).isEqualTo(plain.segments());
      assertThat(state.analysed(plan)).as(where).isEqualTo(plain.analysed());
      assertThat(new Sums(plan).plus(state).named()).as(where).isEqualTo(plain.named());
    }
  }

  /** Many units, their events mixed, added up as new minus stored; then all taken away again. */
  private static void sumsAsPlain(long seed) {
    var generator = new RandomFold(seed);
    var plan = generator.ending(generator.plan());
    var units = Stream.generate(generator::unit).limit(40).toList();
    var states = new ArrayList<@Nullable UnitState>();
    var changes = new ArrayList<Sums>();
    for (var events : units) {
      var half = generator.random().nextInt(events.size() + 1);
      var stored = UnitFold.fold(plan, events.subList(0, half)).orElse(null);
      var whole = UnitFold.fold(plan, events).orElse(null);
      states.add(whole);
      changes.add(new Sums(plan).plus(stored));
      changes.add(new Sums(plan).plus(whole).minus(stored));
    }
    var total = grouped(changes, generator);
    assertThat(total.named()).as("seed %d", seed).isEqualTo(plainly(plan, units));
    states.forEach(total::minus);
    assertThat(total.isZero()).as("seed %d", seed).isTrue();
  }

  /** Any two of them are added up, and again, until one is left. */
  private static Sums grouped(List<Sums> changes, RandomFold generator) {
    while (changes.size() > 1) {
      Collections.shuffle(changes, generator.random());
      var one = changes.removeLast();
      var other = changes.removeLast();
      changes.add(one.plus(other));
    }
    return changes.getFirst();
  }

  private static Map<String, BigInteger> plainly(FoldPlan plan, List<List<UnitEvent>> units) {
    var sums = new TreeMap<String, BigInteger>();
    for (var events : units) {
      var unit = PlainFold.of(plan, events);
      if (unit != null) {
        unit.named().forEach((name, sum) -> sums.merge(name, sum, BigInteger::add));
      }
    }
    sums.values().removeIf(sum -> sum.signum() == 0);
    return sums;
  }

  /** What the service relies on when an experiment is stopped, halted or decided. */
  private static void endsAlike(long seed) {
    var generator = new RandomFold(seed);
    var one = generator.ending(generator.plan());
    var other = generator.ending(one);
    var earlier =
        Math.min(
            one.enrolEnd() == other.enrolEnd()
                ? FoldPlan.OPEN
                : Math.min(one.enrolEnd(), other.enrolEnd()),
            one.cut() == other.cut() ? FoldPlan.OPEN : Math.min(one.cut(), other.cut()));
    var events = generator.unit().stream().filter(event -> event.occurredAt() < earlier).toList();
    assertThat(UnitFold.fold(one, events))
        .as("seed %d", seed)
        .isEqualTo(UnitFold.fold(other, events));
  }
}
