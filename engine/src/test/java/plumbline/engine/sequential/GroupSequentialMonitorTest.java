package plumbline.engine.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import plumbline.engine.sequential.LookResult.Reason;
import plumbline.engine.sequential.LookResult.Tested;
import plumbline.engine.sequential.LookResult.Untested;
import plumbline.engine.sequential.Spending.HwangShihDeCani;
import plumbline.engine.sequential.Spending.OBrienFleming;
import plumbline.engine.sequential.Spending.Pocock;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Normal;
import plumbline.engine.statistics.RelativeLift;

class GroupSequentialMonitorTest {
  private static final double MAX = 400.0;
  private static final GroupSequentialDesign DESIGN =
      new GroupSequentialDesign(new OBrienFleming(), 0.05, 2);
  private static final GroupSequentialMonitor MONITOR = new GroupSequentialMonitor(DESIGN, MAX);

  @Test
  void asPlannedItIsThePlan() {
    var looks = looks(1.0, 0.25, 0.5, 0.75, 1.0);
    var planned = DESIGN.boundaries(0.25, 0.5, 0.75, 1.0).looks();
    for (int i = 0; i < 3; i++) {
      var got = (Tested) MONITOR.interim(looks.subList(0, i + 1));
      assertThat(got.boundary().z()).isCloseTo(planned.get(i).z(), within(1e-12));
      assertThat(got.boundaries()).hasSize(i + 1);
    }
    var last = (Tested) MONITOR.last(looks);
    assertThat(last.boundary().z()).isCloseTo(planned.get(3).z(), within(1e-12));
    assertThat(last.boundary().fraction()).isCloseTo(1.0, within(1e-14));
    assertThat(last.boundary().alphaSpent()).isCloseTo(0.05, within(1e-14));
  }

  /** Whatever the information was, all of alpha is spent, with the correlation that it gives. */
  @Test
  void theLastLookSpendsAllThatIsLeft() {
    for (double end : new double[] {0.61, 0.8, 1.0, 1.7}) {
      var got = (Tested) MONITOR.last(looks(0.0, 0.3, 0.6, end));
      double[] z = got.boundaries().stream().mapToDouble(Boundary::z).toArray();
      assertThat(Boundaries.of(2, new double[] {0.3, 0.6, end}, z).alpha())
          .isCloseTo(0.05, within(1e-13));
      assertThat(got.boundary().alphaSpent()).isCloseTo(0.05, within(1e-14));
    }
  }

  @Test
  void anInterimLookSpendsByItsInformation() {
    var got = (Tested) MONITOR.interim(looks(0.0, 0.1, 0.35));
    double due = 2 * new OBrienFleming().spent(0.025, 0.35);
    assertThat(got.boundary().alphaSpent()).isCloseTo(due, within(1e-15));
    assertThat(got.boundary().fraction()).isCloseTo(0.35, within(1e-14));
  }

  @Test
  void informationThatHasNotGrownIsNoLook() {
    var same = looks(0.0, 0.5, 0.5);
    assertThat(MONITOR.interim(same)).isEqualTo(new Untested(Reason.INFORMATION_NOT_GROWN));
    assertThat(MONITOR.interim(looks(0.0, 0.5, 0.4)))
        .isEqualTo(new Untested(Reason.INFORMATION_NOT_GROWN));
    // It leaves no trace in the looks that follow.
    var with = (Tested) MONITOR.last(looks(0.0, 0.5, 0.4, 0.45, 1.0));
    var without = (Tested) MONITOR.last(looks(0.0, 0.5, 1.0));
    assertThat(with.boundaries()).isEqualTo(without.boundaries());
  }

  /** The union bound: P(passed before) + P(z > boundary) = alpha, whatever the correlation. */
  @Test
  void aLastLookWithoutMoreInformationIsTestedOnTheSafeSide() {
    var got = (Tested) MONITOR.last(looks(0.0, 0.5, 0.4));
    double before = 2 * new OBrienFleming().spent(0.025, 0.5);
    assertThat(got.boundary().z()).isCloseTo(Normal.twoSidedQuantile(0.05 - before), within(1e-10));
    assertThat(got.boundary().alphaSpent()).isCloseTo(0.05, within(1e-14));
    assertThat(got.boundary().fraction()).isCloseTo(0.4, within(1e-14));
    assertThat(got.boundaries()).hasSize(2);
    double pAt = pAtLast(got.boundary().z(), 0.5, 0.4);
    assertThat(pAt).isCloseTo(0.05, within(1e-8));
  }

  @Test
  void withThePlannedInformationAllIsSpent() {
    var early = (Tested) MONITOR.interim(looks(0.0, 0.5, 1.2));
    assertThat(early.boundary().alphaSpent()).isCloseTo(0.05, within(1e-14));
    assertThat(MONITOR.interim(looks(9.0, 0.5, 1.2, 1.4)))
        .isEqualTo(new Untested(Reason.ALL_SPENT));
    assertThat(MONITOR.last(looks(9.0, 0.5, 1.0, 1.1))).isEqualTo(new Untested(Reason.ALL_SPENT));
    // Just short of it something is left.
    assertThat(MONITOR.last(looks(0.0, 0.5, 0.99, 1.1))).isInstanceOf(Tested.class);
  }

  @Test
  void intervalAndTestAgree() {
    var boundary = ((Tested) MONITOR.interim(looks(0.0, 0.3, 0.7))).boundary().z();
    for (double sign : new double[] {-1, 1}) {
      var in = tested(sign * boundary * 0.999, 0.3, 0.7);
      assertThat(in.rejected()).isFalse();
      assertThat(in.interval().contains(0.0)).isTrue();
      assertThat(in.pValueSequential()).isBetween(0.05, 0.0503);
      var out = tested(sign * boundary * 1.001, 0.3, 0.7);
      assertThat(out.rejected()).isTrue();
      assertThat(out.interval().contains(0.0)).isFalse();
      assertThat(out.pValueSequential()).isBetween(0.0497, 0.05);
    }
  }

  @Test
  void theIntervalIsTheDifferencePlusMinusTheBoundary() {
    var got = (Tested) MONITOR.interim(List.of(new Look(0.2, 0.1)));
    assertThat(got.z()).isCloseTo(2.0, within(1e-14));
    assertThat(got.interval().lower()).isCloseTo(0.2 - 0.1 * got.boundary().z(), within(1e-14));
    assertThat(got.interval().upper()).isCloseTo(0.2 + 0.1 * got.boundary().z(), within(1e-14));
  }

  @Test
  void onWhichSideItLooks() {
    var one = new GroupSequentialMonitor(new GroupSequentialDesign(new Pocock(), 0.05, 1), MAX);
    var harm = (Tested) one.last(looks(-6.0, 0.5, 1.0));
    assertThat(harm.rejected()).isFalse();
    assertThat(harm.pValueSequential()).isEqualTo(1.0);
    var gain = (Tested) one.last(looks(6.0, 0.5, 1.0));
    assertThat(gain.rejected()).isTrue();
    assertThat(((Tested) MONITOR.last(looks(-6.0, 0.5, 1.0))).rejected()).isTrue();
  }

  @Test
  void oneLookHasThePValueOfAZTest() {
    for (double z : new double[] {0.01, 0.5, 1.96, 5.0, 7.0}) {
      assertThat(((Tested) MONITOR.last(looks(z, 1.0))).pValueSequential())
          .isCloseTo(Normal.twoSided(z), within(1e-8 * Normal.twoSided(z)));
    }
    assertThat(((Tested) MONITOR.last(looks(9.0, 1.0))).pValueSequential()).isEqualTo(1e-12);
    assertThat(((Tested) MONITOR.last(looks(0.0, 1.0))).pValueSequential()).isEqualTo(1.0);
  }

  /** What an earlier look rejected stays rejected, and no look raises the p-value. */
  @Test
  void whatWasFoundStands() {
    var looks = List.of(look(4.0, 0.5), look(0.1, 0.75), look(0.2, 0.8));
    double before = 1.0;
    for (int i = 1; i <= 3; i++) {
      var got = (Tested) MONITOR.interim(looks.subList(0, i));
      assertThat(got.rejected()).isTrue();
      assertThat(got.pValueSequential()).isLessThanOrEqualTo(before * (1 + 1e-9));
      before = got.pValueSequential();
    }
    assertThat(((Tested) MONITOR.last(looks)).rejected()).isTrue();
  }

  @Test
  void pIsBelowAlphaExactlyWhenItIsRejected() {
    long seed = 7L;
    Random random = new Random(seed);
    int rejected = 0;
    for (int round = 0; round < 60; round++) {
      double gamma = -8 + 10 * random.nextDouble();
      var design = new GroupSequentialDesign(new HwangShihDeCani(gamma), 0.2, 1 + round % 2);
      var monitor = new GroupSequentialMonitor(design, MAX);
      List<Look> looks = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        looks.add(look(1.2 + random.nextGaussian(), 0.05 + random.nextDouble()));
      }
      if (monitor.last(looks) instanceof Tested got) {
        assertThat(got.pValueSequential() < 0.2)
            .as("seed %s: %s", seed, got)
            .isEqualTo(got.rejected());
        rejected += got.rejected() ? 1 : 0;
      }
    }
    assertThat(rejected).as("seed %s", seed).isBetween(10, 50);
  }

  @Test
  void theRelativeIntervalUsesTheSameBoundary() {
    var control = new ArmSummary(5_000, 10.0, 400.0);
    var treatment = new ArmSummary(5_000, 10.9, 420.0);
    var look = Look.of(control, treatment).orElseThrow();
    assertThat(look.difference()).isCloseTo(0.9, within(1e-12));
    assertThat(look.information()).isCloseTo(1 / 0.164, within(1e-9));
    var got =
        (Tested)
            new GroupSequentialMonitor(DESIGN, look.information() / 0.9).interim(List.of(look));
    var lift = (RelativeLift.Bounded) got.lift(control.estimate(), treatment.estimate());
    assertThat(lift.interval().contains(0.0)).isEqualTo(got.interval().contains(0.0));
    assertThat(lift)
        .isEqualTo(
            RelativeLift.fieller(control.estimate(), treatment.estimate(), got.boundary().z()));
  }

  @Test
  void armsThatDoNotVaryAreNoLook() {
    assertThat(Look.of(new ArmSummary(5, 1, 0), new ArmSummary(5, 2, 0))).isEmpty();
  }

  @Test
  void refusesWhatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GroupSequentialMonitor(DESIGN, 0.0))
        .withMessageContaining("maxInformation is above 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GroupSequentialMonitor(DESIGN, Double.POSITIVE_INFINITY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MONITOR.interim(List.of()))
        .withMessageContaining("looks are 1 to 1000");
    for (double error : new double[] {0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new Look(1.0, error));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new Look(Double.NaN, 1.0));
  }

  private static double pAtLast(double z, double... fractions) {
    var looks = looks(0.0, fractions);
    List<Look> all = new ArrayList<>(looks.subList(0, looks.size() - 1));
    all.add(look(z, fractions[fractions.length - 1]));
    return ((Tested) MONITOR.last(all)).pValueSequential();
  }

  private static Tested tested(double z, double earlier, double now) {
    return (Tested) MONITOR.interim(List.of(look(0.0, earlier), look(z, now)));
  }

  private static List<Look> looks(double z, double... fractions) {
    List<Look> looks = new ArrayList<>();
    for (double fraction : fractions) {
      looks.add(look(z, fraction));
    }
    return looks;
  }

  private static Look look(double z, double fraction) {
    double error = 1 / Math.sqrt(fraction * MAX);
    return new Look(z * error, error);
  }
}
