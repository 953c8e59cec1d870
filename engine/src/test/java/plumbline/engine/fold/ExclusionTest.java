package plumbline.engine.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.engine.fold.PlanSample.buy;
import static plumbline.engine.fold.PlanSample.metric;
import static plumbline.engine.fold.PlanSample.see;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumbline.engine.fold.FoldMetric.Kind;
import plumbline.engine.fold.UnitEvent.Exposure;
import plumbline.engine.fold.UnitEvent.Outcome;

class ExclusionTest {
  private static final Map<String, Boolean> BOT = Map.of("bot", true);
  private static final FoldMetric SPENT = metric(Kind.MEAN);
  private static final FoldPlan PLAN =
      PlanSample.of(SPENT)
          .excluding(attributes -> Boolean.TRUE.equals(attributes.get("bot")))
          .lookback(20, true)
          .plan();

  @Test
  void anEventOfWhateverKindUpToTheFirstExposureLeavesItsUnitOut() {
    assertThat(excluded(new Outcome("1", 109, "ping", null, BOT))).isTrue();
    assertThat(excluded(new Outcome("1", 110, "ping", null, BOT))).as("at the same time").isTrue();
    assertThat(excluded(new Exposure("1", 105, "other", "a", BOT))).isTrue();
    assertThat(excluded(new Exposure("z", 110, "other", "a", BOT))).isTrue();
    assertThat(excluded(see("1", 95, "a", BOT))).as("it does not enrol, but it tells").isTrue();
    assertThat(excluded(see("z", 110, "b", BOT))).isTrue();
  }

  @Test
  void theFirstExposureItselfIsAsked() {
    assertThat(fold(see("e", 110, "a", BOT)).excluded()).isTrue();
    assertThat(excluded(see("1", 109, "a", BOT))).as("it is then the first").isTrue();
  }

  @Test
  void whatComesLaterSaysNothing() {
    assertThat(excluded(new Outcome("1", 111, "buy", 5L, BOT))).isFalse();
    assertThat(excluded(see("1", 111, "a", BOT))).isFalse();
    assertThat(excluded(new Outcome("1", 109, "ping", null, Map.of("bot", false)))).isFalse();
  }

  @Test
  void whatIsOlderThanTheLookbackIsNotLookedAt() {
    assertThat(excluded(new Outcome("1", 80, "ping", null, BOT))).isTrue();
    assertThat(excluded(new Outcome("1", 79, "ping", null, BOT))).isFalse();
  }

  @Test
  void anEarlierExposureTakesAnExclusionBack() {
    var bot = new Outcome("1", 109, "ping", null, BOT);
    var events = new ArrayList<UnitEvent>(List.of(see("e", 110, "a"), bot));
    assertThat(UnitFold.fold(PLAN, events).orElseThrow().excluded()).isTrue();
    events.add(see("f", 108, "a"));
    assertThat(UnitFold.fold(PLAN, events).orElseThrow().excluded()).isFalse();
  }

  @Test
  void anExcludedUnitIsCountedButNotSummed() {
    var unit = fold(see("e", 110, "a", BOT), buy("1", 111, 5L));
    var layout = new Layout(PLAN);
    var aggregate = Aggregate.of(PLAN, layout, unit);
    assertThat(aggregate.exposed()).isEqualTo(1);
    assertThat(aggregate.excluded()).isEqualTo(1);
    assertThat(aggregate.analysed()).isZero();
    assertThat(aggregate.sums()).isEqualTo(Aggregate.empty(layout).sums());
  }

  /** Of a unit first exposed at 110, by event e, that has this event too. */
  private static boolean excluded(UnitEvent event) {
    var together = fold(see("e", 110, "a"), event).excluded();
    var goingOn = UnitFold.from(PLAN, new Layout(PLAN), fold(see("e", 110, "a")));
    if (goingOn.add(event)) {
      assertThat(goingOn.state().orElseThrow().excluded()).isEqualTo(together);
    }
    return together;
  }

  private static UnitState fold(UnitEvent... events) {
    return UnitFold.fold(PLAN, List.of(events)).orElseThrow();
  }
}
