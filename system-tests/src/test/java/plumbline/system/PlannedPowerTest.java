package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.proto.assignment.v1.MetricKind.METRIC_KIND_PROPORTION;
import static plumbline.proto.assignment.v1.MetricRole.METRIC_ROLE_PRIMARY;
import static plumbline.proto.assignment.v1.MetricRole.METRIC_ROLE_SECONDARY;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import plumbline.proto.analysis.v1.PlanExperimentRequest;
import plumbline.proto.analysis.v1.StatedBaseline;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.tracking.v1.Event;

/**
 * The plan keeps its word: as many units as PlanExperiment asks for, behind the real intake, fold
 * and analysis, find the effect that is sought as often as was planned, and one that is not there
 * as seldom.
 */
class PlannedPowerTest {
  private static final double BASELINE = 0.2;
  private static final double MDE = 0.5;
  private static final double POWER = 0.8;
  private static final double ALPHA = 0.05;
  private static final int EXPERIMENTS = 2;
  private static final int METRICS = 50;
  private static final int COMPARISONS = EXPERIMENTS * METRICS;
  private static final long SEED = 20261129L;

  /** Of both tests together a thousandth is by chance. */
  private static final double BY_CHANCE = 0.0005;

  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Random RANDOM = new Random(SEED);
  private static long units;

  @BeforeAll
  static void plan() {
    var request =
        PlanExperimentRequest.newBuilder()
            .setStated(
                StatedBaseline.newBuilder().setKind(METRIC_KIND_PROPORTION).setValue(BASELINE))
            .setDirection(MetricDirection.METRIC_DIRECTION_INCREASE)
            .setMdeRelative(MDE)
            .setPower(POWER)
            .setAlpha(ALPHA);
    units = Stack.as("analyst").planning().planExperiment(request.build()).getUnitsPerVariant();
  }

  @Test
  void theEffectThatIsSoughtIsFoundAsOftenAsPlanned() throws Exception {
    var found = found("power", BASELINE * (1 + MDE));

    assertThat(found).isBetween(fewest(POWER), most(POWER));
  }

  @Test
  void anEffectThatIsNotThereIsFoundAsSeldomAsPlanned() throws Exception {
    var found = found("null", BASELINE);

    assertThat(found).isLessThanOrEqualTo(most(ALPHA));
  }

  /** In how many of the comparisons a difference is shown, each by itself. */
  private static int found(String name, double treatedShare) throws Exception {
    var found = 0;
    for (var i = 0; i < EXPERIMENTS; i++) {
      var key = name + "-" + i;
      Experiments.importHistory(key, definition(), START, START.plus(Duration.ofDays(14)));
      var events = visits(key, "control", BASELINE);
      events.addAll(visits(key, "treatment", treatedShare));
      Sender.send(events);
      Experiments.counted(key);
      found +=
          (int)
              Experiments.results(key).getMetricsList().stream()
                  .filter(it -> it.getComparisons(0).getPValue() < ALPHA)
                  .count();
    }
    System.out.printf(
        "%s: a difference was shown in %d of %d comparisons of %d units a variant%n",
        name, found, COMPARISONS, units);
    return found;
  }

  /** What units do of one metric has nothing to do with what they do of another. */
  private static ExperimentDefinition.Builder definition() {
    var definition = Experiments.definition("control", "treatment");
    for (var i = 0; i < METRICS; i++) {
      var role = i == 0 ? METRIC_ROLE_PRIMARY : METRIC_ROLE_SECONDARY;
      definition.addMetrics(
          Experiments.metric("orders-" + i, METRIC_KIND_PROPORTION, "order-" + i, role));
    }
    definition.getPlanBuilder().setAlpha(ALPHA);
    return definition;
  }

  private static List<Event> visits(String key, String variant, double share) {
    var events = new ArrayList<Event>();
    for (var i = 0; i < units; i++) {
      var user = key + "-" + variant + "-" + i;
      var first = START.plusSeconds(RANDOM.nextInt(10 * 86_400));
      events.add(Sender.exposure("seen", user, key, variant, first));
      for (var metric = 0; metric < METRICS; metric++) {
        if (RANDOM.nextDouble() < share) {
          var name = "order-" + metric;
          events.add(Sender.outcome(name, user, name, first.plusSeconds(60)).build());
        }
      }
    }
    return events;
  }

  private static int fewest(double share) {
    return new BinomialDistribution(COMPARISONS, share).inverseCumulativeProbability(BY_CHANCE);
  }

  private static int most(double share) {
    return new BinomialDistribution(COMPARISONS, share).inverseCumulativeProbability(1 - BY_CHANCE);
  }
}
