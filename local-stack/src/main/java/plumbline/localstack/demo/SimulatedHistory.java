package plumbline.localstack.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import plumbline.engine.bucketing.Allocation;
import plumbline.engine.bucketing.Bucketing;
import plumbline.proto.tracking.v1.Event;

/**
 * What the ended demo's users did, the same for the same start. The truth that the results are to
 * find: 10 % of control buy within three days and 11.2 % of the treatment (+12 %); an order is
 * worth 50 EUR on average in both, so revenue rises by the same 12 %; errors (0.06 per user) and
 * slow pages (8 % of users) do not change.
 */
final class SimulatedHistory {
  static final int USERS = 32_000;

  private static final long SEED = 20_260_301;
  private static final double[] PURCHASE = {0.100, 0.112};
  private static final double SECOND_PURCHASE = 0.15;
  private static final double ERROR = 0.05;
  private static final double SECOND_ERROR = 0.2;
  private static final double SLOW_PAGE = 0.08;
  private static final double WEEKEND_VISITS = 0.7;

  /** An order's value is log-normal with a mean of 50 EUR: exp(mu + sigma^2 / 2) = 50. */
  private static final double ORDER_SIGMA = 0.6;

  private static final double ORDER_MU = Math.log(50) - ORDER_SIGMA * ORDER_SIGMA / 2;
  private static final double MEAN_DELAY_SECONDS = 6 * 3600;

  private final Instant start;
  private final Allocation allocation = Allocation.of(EndedDemo.WEIGHTS);
  private final SplittableRandom random = new SplittableRandom(SEED);
  private int users;

  SimulatedHistory(Instant start) {
    this.start = start;
  }

  boolean hasNext() {
    return users < USERS;
  }

  /** Everything that the next user did, the exposure first. */
  List<Event> next() {
    var user = "shopper-%05d".formatted(++users);
    var bucket = Bucketing.bucket(user, EndedDemo.KEY);
    var variant = allocation.variantIndex(bucket);
    var seen = arrival();
    var events = new ArrayList<Event>();
    var key = variant == 0 ? EndedDemo.CONTROL : EndedDemo.TREATMENT;
    events.add(DemoEvents.exposure(user + "-seen", user, seen, EndedDemo.KEY, key));
    addPurchases(events, user, seen, PURCHASE[variant]);
    addErrors(events, user, seen);
    if (happens(SLOW_PAGE)) {
      events.add(DemoEvents.outcome(user + "-slow", user, soon(seen), EndedDemo.SLOW_PAGE));
    }
    return events;
  }

  private void addPurchases(List<Event> events, String user, Instant seen, double probability) {
    var orders = happens(probability) ? (happens(SECOND_PURCHASE) ? 2 : 1) : 0;
    for (var order = 1; order <= orders; order++) {
      var cents = Math.round(100 * Math.exp(ORDER_MU + ORDER_SIGMA * random.nextGaussian()));
      events.add(
          DemoEvents.outcome(
              user + "-purchase-" + order, user, later(seen), EndedDemo.PURCHASE, cents * 10_000));
    }
  }

  private void addErrors(List<Event> events, String user, Instant seen) {
    var errors = happens(ERROR) ? (happens(SECOND_ERROR) ? 2 : 1) : 0;
    for (var error = 1; error <= errors; error++) {
      events.add(DemoEvents.outcome(user + "-error-" + error, user, soon(seen), EndedDemo.ERROR));
    }
  }

  /** Fewer come on weekends, and most around noon. */
  private Instant arrival() {
    while (true) {
      var day = start.plus(Duration.ofDays(random.nextInt(EndedDemo.DAYS)));
      var weekday = day.atOffset(ZoneOffset.UTC).getDayOfWeek();
      var weekend = weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY;
      if (!weekend || happens(WEEKEND_VISITS)) {
        var share = (random.nextDouble() + random.nextDouble()) / 2;
        return day.plusMillis((long) (share * Duration.ofDays(1).toMillis()));
      }
    }
  }

  /** Within the window, mostly in the first hours. */
  private Instant later(Instant seen) {
    var window = Duration.ofDays(EndedDemo.WINDOW_DAYS).toSeconds();
    while (true) {
      var delay = -MEAN_DELAY_SECONDS * Math.log1p(-random.nextDouble());
      if (delay < window) {
        return seen.plusMillis((long) (1000 * delay));
      }
    }
  }

  private Instant soon(Instant seen) {
    return seen.plusMillis(1 + random.nextInt(600_000));
  }

  private boolean happens(double probability) {
    return random.nextDouble() < probability;
  }
}
