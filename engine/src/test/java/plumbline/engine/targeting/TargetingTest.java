package plumbline.engine.targeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbline.engine.bucketing.Bucketing;

/** The order of the rules: each one decides only what the ones before it leave open. */
class TargetingTest {
  private static final int CONTROL = 0;
  private static final int TREATMENT = 1;
  private static final String FORCED = "unit-0";
  private static final Holdout EVERYBODY_OUT = Holdout.of("all", 1);
  private static final Eligibility NOBODY = _ -> false;

  @Test
  void eachRuleComesBeforeTheNext() {
    var slots = new Slots("page", 0, 1);
    var outside = outside(slots);
    var noTraffic = definition(0);
    assertThat(rule(noTraffic, targeting(List.of(), Eligibility.EVERYBODY, List.of()), outside))
        .isEqualTo(Rule.TRAFFIC);
    assertThat(rule(noTraffic, layered(List.of(), Eligibility.EVERYBODY, List.of()), outside))
        .isEqualTo(Rule.LAYER);
    var never = List.of(Prerequisite.NEVER);
    assertThat(rule(noTraffic, layered(List.of(), Eligibility.EVERYBODY, never), outside))
        .isEqualTo(Rule.PREREQUISITE);
    assertThat(rule(noTraffic, layered(List.of(), NOBODY, never), outside))
        .isEqualTo(Rule.NOT_ELIGIBLE);
    assertThat(rule(noTraffic, layered(List.of(EVERYBODY_OUT), NOBODY, never), outside))
        .isEqualTo(Rule.HOLDOUT);
    assertThat(rule(noTraffic, layered(List.of(EVERYBODY_OUT), NOBODY, never), FORCED))
        .isEqualTo(Rule.OVERRIDE);
  }

  @ParameterizedTest
  @EnumSource(names = {"RUNNING", "STOPPED"})
  void anOverrideServesItsVariantAndNeverExposes(Phase phase) {
    assertThat(live(overriding(), phase).decide(FORCED, Map.of()))
        .isEqualTo(new Decision.Served(TREATMENT, Rule.OVERRIDE, false));
  }

  @Test
  void haltedWinsOverAnOverride() {
    assertThat(live(overriding(), Phase.HALTED).decide(FORCED, Map.of()))
        .isEqualTo(new Decision.Served(CONTROL, Rule.HALTED, false));
  }

  @ParameterizedTest
  @EnumSource(names = {"PENDING", "OVER"})
  void whatHasNotStartedOverridesNothing(Phase phase) {
    assertThat(live(overriding(), phase).decide(FORCED, Map.of()).rule())
        .isEqualTo(Rule.NOT_STARTED);
  }

  @Test
  void aHoldoutKeepsItsShareOutOfEachThatNamesIt() {
    var holdout = Holdout.of("global", 0.1);
    var live = live(targeting(List.of(holdout), Eligibility.EVERYBODY, List.of()), Phase.RUNNING);
    IntStream.range(1, 5000)
        .mapToObj(i -> "unit-" + i)
        .forEach(unit ->
            assertThat(live.decide(unit, Map.of()).rule() == Rule.HOLDOUT)
                .isEqualTo(Bucketing.holdoutBucket("global", unit) < 1000));
  }

  @Test
  void eligibilitySeesTheAttributes() {
    Eligibility german = attributes -> "DE".equals(attributes.get("country"));
    var live = live(targeting(List.of(), german, List.of()), Phase.RUNNING);
    assertThat(live.decide("u", Map.of("country", "DE")).rule()).isEqualTo(Rule.VARIANT);
    assertThat(live.decide("u", Map.of("country", "FR")).rule()).isEqualTo(Rule.NOT_ELIGIBLE);
    assertThat(live.decide("u", Map.of()).rule()).isEqualTo(Rule.NOT_ELIGIBLE);
  }

  @ParameterizedTest
  @EnumSource
  void aPrerequisiteHoldsForWhoIsServedItsVariant(Phase phase) {
    var base = live(overriding(), phase);
    var live = live(requiring(Prerequisite.served(base, TREATMENT)), Phase.RUNNING);
    IntStream.range(0, 1000)
        .mapToObj(i -> "unit-" + i)
        .forEach(unit -> {
          var there = base.decide(unit, Map.of());
          var holds = there instanceof Decision.Served served && served.variant() == TREATMENT;
          assertThat(live.decide(unit, Map.of()).rule())
              .isEqualTo(holds ? Rule.VARIANT : Rule.PREREQUISITE);
        });
  }

  @Test
  void prerequisitesHandTheAttributesOn() {
    Eligibility german = attributes -> "DE".equals(attributes.get("country"));
    var base = live(targeting(List.of(), german, List.of()), Phase.HALTED);
    var live = live(requiring(Prerequisite.served(base, CONTROL)), Phase.RUNNING);
    assertThat(live.decide("u", Map.of("country", "DE")).rule()).isEqualTo(Rule.VARIANT);
    assertThat(live.decide("u", Map.of()).rule()).isEqualTo(Rule.PREREQUISITE);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new Slots("page", 5, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Slots("page", -1, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Slots("page", 0, 10_001))
        .isInstanceOf(IllegalArgumentException.class);
    var third = new Targeting(Map.of("u", 2), List.of(), Eligibility.EVERYBODY, List.of(), null);
    assertThatThrownBy(() -> definition(1).with(third))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static Rule rule(LiveExperiment.Definition definition, Targeting targeting, String unit) {
    return LiveExperiment.of(definition.with(targeting), Phase.RUNNING)
        .decide(unit, Map.of())
        .rule();
  }

  private static LiveExperiment live(Targeting targeting, Phase phase) {
    return LiveExperiment.of(definition(1).with(targeting), phase);
  }

  private static LiveExperiment.Definition definition(double traffic) {
    return new LiveExperiment.Definition("checkout", traffic, CONTROL, 0.5, 0.5);
  }

  private static Targeting overriding() {
    return targeting(List.of(), Eligibility.EVERYBODY, List.of());
  }

  private static Targeting requiring(Prerequisite prerequisite) {
    return new Targeting(Map.of(), List.of(), Eligibility.EVERYBODY, List.of(prerequisite), null);
  }

  private static Targeting targeting(
      List<Holdout> holdouts, Eligibility eligibility, List<Prerequisite> prerequisites) {
    return new Targeting(Map.of(FORCED, TREATMENT), holdouts, eligibility, prerequisites, null);
  }

  private static Targeting layered(
      List<Holdout> holdouts, Eligibility eligibility, List<Prerequisite> prerequisites) {
    return new Targeting(
        Map.of(FORCED, TREATMENT), holdouts, eligibility, prerequisites, new Slots("page", 0, 1));
  }

  private static String outside(Slots slots) {
    return IntStream.range(1, 100)
        .mapToObj(i -> "unit-" + i)
        .filter(unit -> !slots.includes(unit))
        .findFirst()
        .orElseThrow();
  }
}
