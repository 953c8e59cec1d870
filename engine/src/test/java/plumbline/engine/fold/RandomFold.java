package plumbline.engine.fold;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumbline.engine.fold.FoldMetric.Kind;

/** Random plans, and random events of units in them, with all that goes wrong in the field. */
final class RandomFold {
  /** What does not name its variant by mistake. */
  private static final List<String> VARIANTS = List.of("a", "b", "c");

  private static final List<String> NAMES = List.of("buy", "visit", "ping");
  private static final EventFilter FAILED = attributes -> attributes.get("status") != null;
  private static final EventFilter BOT = attributes -> Boolean.TRUE.equals(attributes.get("bot"));

  /** First characters of event ids, whose order as UTF-16 is not that of their bytes. */
  private static final List<String> PREFIXES =
      List.of("a", "Z", "\u00E9", "\uFF61", "\uD83D\uDE00");

  private final Random random;

  /** How long a step is, in microseconds: a moment, or some part of a day. */
  private final long tick;

  private final long start;

  RandomFold(long seed) {
    random = new Random(seed);
    tick = random.nextBoolean() ? 1 : 3_600_000_000L;
    start = tick * 1_000;
  }

  Random random() {
    return random;
  }

  FoldPlan plan() {
    var metrics = new ArrayList<FoldMetric>();
    for (var i = 0; i <= random.nextInt(5); i++) {
      metrics.add(metric("m" + i));
    }
    return new FoldPlan(
        "exp",
        VARIANTS.subList(0, random.nextInt(2, 4)),
        start,
        FoldPlan.OPEN,
        FoldPlan.OPEN,
        random.nextBoolean(),
        random.nextBoolean() ? BOT : EventFilter.NONE,
        List.of("country", "beta").subList(0, random.nextInt(3)),
        random.nextInt(3) == 0
            ? null
            : new CovariateWindow(tick * random.nextLong(1, 30), random.nextBoolean()),
        metrics);
  }

  /** The same with other ends: stopped, halted, decided, or none of it. */
  FoldPlan ending(FoldPlan plan) {
    var stop = maybe(start + tick * random.nextLong(70));
    var halt = maybe(start + tick * random.nextLong(70));
    var decision = maybe(start + tick * random.nextLong(70, 90));
    var cut = Math.min(open(halt), open(decision));
    return new FoldPlan(
        plan.experiment(),
        plan.variants(),
        plan.start(),
        Math.min(open(stop), cut),
        cut,
        plan.excludeCrossedOver(),
        plan.exclusion(),
        plan.segments(),
        plan.covariate(),
        plan.metrics());
  }

  private static long open(@Nullable Long time) {
    return time == null ? FoldPlan.OPEN : time;
  }

  private @Nullable Long maybe(long number) {
    return random.nextInt(3) == 0 ? Long.valueOf(number) : null;
  }

  private FoldMetric metric(String key) {
    var kind = pick(List.of(Kind.values()));
    var floor = kind == Kind.MEAN ? maybe(random.nextLong(-400, 100)) : null;
    var cap = kind == Kind.MEAN ? maybe(random.nextLong(100, 900)) : null;
    return new FoldMetric(
        key,
        kind,
        source(kind),
        kind == Kind.RATIO ? source(kind) : null,
        tick * random.nextLong(10) * random.nextInt(2),
        random.nextBoolean() ? null : Long.valueOf(tick * random.nextLong(1, 40)),
        floor,
        cap);
  }

  private EventSource source(Kind kind) {
    var valued =
        switch (kind) {
          case PROPORTION, COUNT -> false;
          case MEAN, QUANTILE -> true;
          case RATIO -> random.nextBoolean();
        };
    var value = random.nextInt(3) == 0 ? new EventValue.Attribute("took") : new EventValue.Own();
    return new EventSource(
        pick(NAMES), random.nextInt(3) == 0 ? FAILED : EventFilter.ALL, valued ? value : null);
  }

  /** All events of one unit, each once, in the order in which they arrive. */
  List<UnitEvent> unit() {
    var usual = pick(VARIANTS);
    return Stream.generate(() -> random.nextInt(3) == 0 ? exposure(usual) : outcome())
        .limit(random.nextInt(25))
        .toList();
  }

  private UnitEvent exposure(String usual) {
    var variant = random.nextInt(8) > 0 ? usual : pick(List.of("a", "b", "z"));
    var experiment = random.nextInt(8) > 0 ? "exp" : "other";
    return new UnitEvent.Exposure(eventId(), time(), experiment, variant, attributes());
  }

  private UnitEvent outcome() {
    var value = random.nextInt(5) == 0 ? null : Long.valueOf(amount());
    return new UnitEvent.Outcome(eventId(), time(), pick(NAMES), value, attributes());
  }

  /** From before any lookback to after any decision, with many ties. */
  private long time() {
    return start + tick * random.nextLong(-40, 100);
  }

  private String eventId() {
    return pick(PREFIXES) + random.nextLong();
  }

  /** Refunds among them, and now and then as much as an event may carry. */
  private long amount() {
    return switch (random.nextInt(20)) {
      case 0 -> 1_000_000_000_000_000L;
      case 1 -> -1_000_000_000_000_000L;
      case 2 -> 0;
      default -> random.nextLong(-200, 900);
    };
  }

  private Map<String, Object> attributes() {
    var attributes = new HashMap<String, Object>();
    if (random.nextInt(25) == 0) {
      attributes.put("bot", true);
    }
    if (random.nextBoolean()) {
      attributes.put("status", BigDecimal.valueOf(500));
    }
    if (random.nextBoolean()) {
      attributes.put("country", pick(List.of("DE", "FR", "")));
    }
    if (random.nextInt(3) == 0) {
      attributes.put("beta", random.nextBoolean());
    }
    if (random.nextInt(3) > 0) {
      attributes.put(
          "took",
          random.nextInt(4) == 0
              ? "soon"
              : new BigDecimal(random.nextInt(-900, 900)).movePointLeft(6));
    }
    return attributes;
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
