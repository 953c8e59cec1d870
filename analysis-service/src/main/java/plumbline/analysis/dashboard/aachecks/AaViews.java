package plumbline.analysis.dashboard.aachecks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.aachecks.AaView.Check;
import plumbline.analysis.dashboard.aachecks.AaView.Fact;
import plumbline.analysis.dashboard.aachecks.AaView.Rate;
import plumbline.analysis.page.Chart;
import plumbline.analysis.page.When;
import plumbline.engine.analysis.Figures;
import plumbline.proto.analysis.v1.AaCheck;
import plumbline.proto.analysis.v1.AaVerdict;
import plumbline.proto.analysis.v1.FalsePositives;
import plumbline.proto.analysis.v1.ListAaChecksResponse;
import plumbline.proto.analysis.v1.SplitBalance;
import plumbline.proto.analysis.v1.Uniformity;

/** A/A checks as the page shows them. */
final class AaViews {
  private AaViews() {}

  static AaView of(ListAaChecksResponse reply) {
    var next = reply.getNextPageToken();
    return new AaView(
        reply.getChecksList().stream().map(AaViews::check).toList(),
        reply.hasLastCompleteTime() ? When.of(reply.getLastCompleteTime()) : null,
        reply.getOverdue(),
        reply.getChecksList().stream()
            .anyMatch(it -> it.getVerdict() == AaVerdict.AA_VERDICT_RUNNING),
        next.isEmpty() ? null : "/aa-checks?page=" + next);
  }

  private static Check check(AaCheck check) {
    return new Check(
        check.getId(),
        check.getExperiment(),
        check.getMetric(),
        verdict(check.getVerdict()),
        tone(check.getVerdict()),
        check.getPrePeriod() ? "all variants, before the treatment" : "control",
        check.getAuthor(),
        When.of(check.getCreateTime()),
        check.hasCompleteTime() ? When.of(check.getCompleteTime()) : null,
        check.getFindingsList(),
        rates(check),
        facts(check),
        histogram(check));
  }

  private static String verdict(AaVerdict verdict) {
    return switch (verdict) {
      case AA_VERDICT_RUNNING -> "Running";
      case AA_VERDICT_PASSED -> "Passed";
      case AA_VERDICT_FAILED -> "Failed";
      case AA_VERDICT_TOO_FEW -> "Too few units";
      case AA_VERDICT_BROKEN_OFF -> "Broken off";
      case AA_VERDICT_UNSPECIFIED, UNRECOGNIZED -> "Unknown";
    };
  }

  private static String tone(AaVerdict verdict) {
    return switch (verdict) {
      case AA_VERDICT_RUNNING -> "live";
      case AA_VERDICT_PASSED -> "good";
      case AA_VERDICT_FAILED, AA_VERDICT_BROKEN_OFF -> "bad";
      case AA_VERDICT_TOO_FEW, AA_VERDICT_UNSPECIFIED, UNRECOGNIZED -> "neutral";
    };
  }

  private static List<Rate> rates(AaCheck check) {
    var rates = new ArrayList<Rate>();
    if (check.hasFixedHorizon()) {
      rates.add(rate("One comparison (fixed horizon)", check.getFixedHorizon()));
    }
    if (check.hasGroupSequential()) {
      rates.add(rate("Any of 5 looks (group sequential)", check.getGroupSequential()));
    }
    if (check.hasAlwaysValid()) {
      rates.add(rate("Any of 10 looks (always valid)", check.getAlwaysValid()));
    }
    return rates;
  }

  private static Rate rate(String design, FalsePositives found) {
    return new Rate(
        design,
        Figures.share(found.getRate()),
        Figures.count(found.getRejections()) + " of " + Figures.count(found.getSplits()),
        Figures.pValue(found.getPValue()),
        found.getTwoSided() ? "5 %" : "at most 5 %");
  }

  private static List<Fact> facts(AaCheck check) {
    var facts = new ArrayList<Fact>();
    facts.add(new Fact("Splits", Figures.count(check.getSplits())));
    facts.add(new Fact("Seed", String.valueOf(check.getSeed())));
    if (check.getUnits() > 0) {
      facts.add(
          new Fact(
              "Units that were split",
              Figures.count(check.getSplitUnits()) + " of " + Figures.count(check.getUnits())));
    }
    if (check.hasBalance()) {
      facts.addAll(balance(check.getBalance()));
    }
    if (check.hasPValues()) {
      facts.add(spread("Comparisons' p-values spread evenly", check.getPValues()));
    }
    return facts;
  }

  private static List<Fact> balance(SplitBalance balance) {
    var share =
        new Fact(
            "Share in the first half",
            "%s (%s)".formatted(Figures.share(balance.getShare()), Figures.p(balance.getPValue())));
    return balance.hasPValues()
        ? List.of(share, spread("Splits' p-values spread evenly", balance.getPValues()))
        : List.of(share);
  }

  private static Fact spread(String label, Uniformity found) {
    return new Fact(label, Figures.p(found.getPValue()));
  }

  private static @Nullable Chart histogram(AaCheck check) {
    var counts = check.getPValueCountsList();
    if (counts.isEmpty()) {
      return null;
    }
    var total = counts.stream().mapToLong(Long::longValue).sum();
    return new Chart(
        "p-values-" + check.getId(),
        "p-values of the one comparison: without an effect they are spread evenly",
        IntStream.range(0, counts.size()).mapToObj(i -> part(i, counts.size())).toList(),
        "p-value",
        "splits",
        "count",
        List.of(Chart.Series.of("Splits", "bar", counts.stream().map(Long::doubleValue).toList())),
        List.of(new Chart.Line("evenly", (double) total / counts.size())));
  }

  private static String part(int i, int parts) {
    return String.format(Locale.ROOT, "%.2f to %.2f", (double) i / parts, (double) (i + 1) / parts);
  }
}
