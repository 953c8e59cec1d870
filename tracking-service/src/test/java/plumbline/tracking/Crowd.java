package plumbline.tracking;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.Covariate;
import plumbline.proto.assignment.v1.CrossoverRule;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.RatioTerm;
import plumbline.proto.tracking.v1.Event;

/**
 * Users that do everything that makes the fold think: they are seen twice, late, in both variants,
 * are bots, give back what they bought, come from somewhere.
 */
final class Crowd {
  private static final int SENDERS = 3;
  private static final String[] COUNTRIES = {"DE", "FR", "IT"};

  private final Random random;
  private final List<String> experiments;

  /** Exposed to all of these. */
  Crowd(long seed, String... experiments) {
    this.random = new Random(seed);
    this.experiments = List.of(experiments);
  }

  /** A plan with something of everything; further metrics after its own. */
  static Experiment.Builder experiment(String key, long version, Metric.Builder... more) {
    var metrics =
        new ArrayList<>(
            List.of(
                metric("bought", MetricKind.METRIC_KIND_PROPORTION, "buy"),
                metric("spent", MetricKind.METRIC_KIND_MEAN, "buy")
                    .setCapMicros(50_000_000)
                    .setFloorMicros(0)
                    .setWindow(Samples.length(Duration.ofHours(10))),
                slow()));
    metrics.addAll(List.of(more));
    var experiment = Samples.running(key, version, metrics.toArray(Metric.Builder[]::new));
    experiment.getDefinitionBuilder().setPlan(plan());
    return experiment;
  }

  private static AnalysisPlan.Builder plan() {
    return AnalysisPlan.newBuilder()
        .setCrossover(CrossoverRule.CROSSOVER_RULE_EXCLUDE)
        .setCovariate(Covariate.newBuilder().setLookback(Samples.length(Duration.ofHours(8))))
        .addExclusions("bot")
        .addSegments("country");
  }

  /** How slow loads are. */
  static Metric.Builder slow() {
    return metric("slow", MetricKind.METRIC_KIND_QUANTILE, "load").setQuantile(0.9);
  }

  /** What is spent for each load. */
  static Metric.Builder perLoad() {
    return metric("per-load", MetricKind.METRIC_KIND_RATIO, "buy")
        .setNumerator(RatioTerm.RATIO_TERM_VALUES)
        .setDenominatorEventName("load");
  }

  static Metric.Builder metric(String key, MetricKind kind, String event) {
    return Metric.newBuilder()
        .setKey(key)
        .setKind(kind)
        .setDirection(MetricDirection.METRIC_DIRECTION_INCREASE)
        .setEventName(event);
  }

  /** What users do, called prefix and a number. */
  List<Event> events(String prefix, int users) {
    var events = new ArrayList<Event>();
    for (var i = 0; i < users; i++) {
      events.addAll(eventsOf(prefix + i));
    }
    return events;
  }

  private List<Event> eventsOf(String user) {
    var events = new ArrayList<Event>();
    var home = random.nextInt(2);
    for (var exposure = random.nextInt(4); exposure > 0; exposure--) {
      var variant = random.nextInt(10) == 0 ? 1 - home : home;
      events.addAll(
          exposures(
              user + "-x" + exposure, user, variant == 0 ? "a" : "b", random.nextInt(40_000)));
    }
    for (var outcome = random.nextInt(8); outcome > 0; outcome--) {
      var name = random.nextBoolean() ? "buy" : "load";
      events.add(
          Samples.outcome(user + "-o" + outcome, user, name, random.nextInt(-40_000, 80_000))
              .setValueMicros(random.nextLong(-9_999_999, 39_999_999))
              .putAttributes("bot", Samples.bool(random.nextInt(60) == 0))
              .build());
    }
    return events;
  }

  /** To all experiments alike. */
  private List<Event> exposures(String id, String user, String variant, int seconds) {
    var country = COUNTRIES[random.nextInt(COUNTRIES.length)];
    var bot = random.nextInt(30) == 0;
    return experiments.stream()
        .map(experiment ->
            Samples.exposure(id + experiment, user, experiment, variant, seconds)
                .putAttributes("country", Samples.text(country))
                .putAttributes("bot", Samples.bool(bot))
                .build())
        .toList();
  }

  /** Sends them in any order, some of them twice, from several senders at once. */
  void send(List<Event> events) throws Exception {
    try (var executor = Executors.newFixedThreadPool(SENDERS)) {
      var tasks = new ArrayList<Callable<Void>>();
      for (var sender = 0; sender < SENDERS; sender++) {
        var share = new ArrayList<Event>();
        for (var i = 0; i < events.size(); i++) {
          if (i % SENDERS == sender || random.nextInt(10) == 0) {
            share.add(events.get(i));
          }
        }
        Collections.shuffle(share, random);
        tasks.add(() -> track(share));
      }
      for (var done : executor.invokeAll(tasks)) {
        done.get();
      }
    }
  }

  private static Void track(List<Event> events) {
    try (var client = Client.as("client")) {
      for (var from = 0; from < events.size(); from += 80) {
        client.track(events.subList(from, Math.min(events.size(), from + 80)));
      }
      return null;
    }
  }
}
