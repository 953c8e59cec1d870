package plumbline.engine.reference;

import static plumbline.engine.reference.EventRows.micros;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.engine.fold.CovariateWindow;
import plumbline.engine.fold.EventFilter;
import plumbline.engine.fold.EventSource;
import plumbline.engine.fold.EventValue;
import plumbline.engine.fold.FoldMetric;
import plumbline.engine.fold.FoldMetric.Kind;
import plumbline.engine.fold.FoldPlan;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Cuped;
import plumbline.engine.statistics.Normal;
import plumbline.engine.statistics.SampleQuantile;
import plumbline.engine.statistics.SampleRatio;
import plumbline.engine.statistics.WelchTest;

/** From raw events to results through the fold, against pandas and scipy. */
final class EventLogFamily {
  private static final Instant START = Instant.parse("2025-03-03T00:00:00Z");
  private static final Instant END = Instant.parse("2025-03-17T00:00:00Z");
  private static final long LOOKBACK = Duration.ofDays(14).toNanos() / 1_000;
  private static final double MICRO = 1e-6;

  private EventLogFamily() {}

  static void check(ReferenceCase c) {
    Path file = ReferenceFolder.file(c.text("file"));
    if (!Files.exists(file)) {
      c.skipAsAbsent(c.text("file"));
      return;
    }
    try {
      check(c, EventRows.read(file, cutoff(c)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Instant cutoff(ReferenceCase c) {
    return c.input("cutoff").isNull() ? null : OffsetDateTime.parse(c.text("cutoff")).toInstant();
  }

  private static void check(ReferenceCase c, EventRows log) {
    FoldedLog folded = FoldedLog.of(plan(null), log);
    c.check("counts.rows", (long) log.rows().size());
    c.check("counts.duplicates_removed", (long) log.rows().size() - log.events().size());
    c.check("counts.bot_users", log.bots());
    c.check("counts.multi_exposed_users", folded.crossedOver());
    c.check("users.control", folded.analysed(0));
    c.check("users.treatment", folded.analysed(1));
    var split = SampleRatio.of(0.5, 0.5).test(folded.analysed(0), folded.analysed(1));
    c.check("srm_p", ((SampleRatio.Tested) split).pValue());
    mean(c, "revenue", folded, 0, MICRO);
    mean(c, "converted", folded, 1, 1);
    mean(c, "purchases", folded, 2, 1);
    mean(c, "sessions", folded, 3, 1);
    covariate(c, folded);
    ratio(c, folded);
    winsorised(c, log, folded);
  }

  private static void mean(ReferenceCase c, String name, FoldedLog log, int metric, double scale) {
    ArmSummary control = log.moments(0, metric).y().summary(scale).orElseThrow();
    ArmSummary treatment = log.moments(1, metric).y().summary(scale).orElseThrow();
    WelchKeys.check(c, name, control, treatment);
  }

  private static void covariate(ReferenceCase c, FoldedLog log) {
    var control = log.moments(0, 0);
    var treatment = log.moments(1, 0);
    WelchKeys.check(
        c,
        "pre_revenue",
        control.x().summary(MICRO).orElseThrow(),
        treatment.x().summary(MICRO).orElseThrow());
    var cuped = (Cuped.Adjusted) Cuped.adjust(control, treatment, MICRO);
    c.check("revenue_cuped.theta", cuped.theta());
    WelchKeys.check(c, "revenue_cuped", cuped.control(), cuped.treatment());
  }

  /** The ratio has a normal p-value. */
  private static void ratio(ReferenceCase c, FoldedLog log) {
    var arms = (Cuped.Adjusted) Cuped.adjust(log.ratio(0, 4), log.ratio(1, 4), 1);
    var test = new WelchTest(0.05).compare(arms.plainControl(), arms.plainTreatment());
    var result = (WelchTest.Compared) test;
    c.check("clicks_per_session.control", result.meanControl());
    c.check("clicks_per_session.treatment", result.meanTreatment());
    c.check("clicks_per_session.difference", result.difference());
    c.check("clicks_per_session.se", result.standardError());
    c.check("clicks_per_session.z", result.t());
    c.check("clicks_per_session.p_normal", Normal.twoSided(result.t()));
  }

  /**
   * The cap is configured, and so in whole micro-units. A percentile of amounts in cents needs no
   * more digits.
   */
  private static void winsorised(ReferenceCase c, EventRows log, FoldedLog folded) {
    double cap = new SampleQuantile(folded.values(0, MICRO)).at(0.99).getAsDouble();
    String name = "revenue_winsorised_p99_type7";
    c.check(name + ".cap", cap);
    mean(c, name, FoldedLog.of(plan(Math.round(cap / MICRO)), log), 0, MICRO);
  }

  private static FoldPlan plan(@Nullable Long capMicros) {
    return new FoldPlan(
        EventRows.EXPERIMENT,
        List.of("control", "treatment"),
        micros(START),
        micros(END),
        FoldPlan.OPEN,
        true,
        attributes ->
            attributes.get("user_agent") instanceof String agent && EventRows.isBot(agent),
        List.of(),
        new CovariateWindow(LOOKBACK, true),
        List.of(
            metric("revenue", Kind.MEAN, "purchase", capMicros),
            metric("converted", Kind.PROPORTION, "purchase", null),
            metric("purchases", Kind.COUNT, "purchase", null),
            metric("sessions", Kind.COUNT, "session", null),
            metric("clicks_per_session", Kind.RATIO, "click", null)));
  }

  private static FoldMetric metric(String key, Kind kind, String event, @Nullable Long capMicros) {
    return new FoldMetric(
        key,
        kind,
        new EventSource(event, EventFilter.ALL, kind == Kind.MEAN ? new EventValue.Own() : null),
        kind == Kind.RATIO ? EventSource.events("session", EventFilter.ALL) : null,
        0,
        null,
        null,
        capMicros);
  }
}
