package plumbline.analysis.aa;

import plumbline.engine.aa.AaReport;
import plumbline.engine.aa.AaReport.Halves;
import plumbline.engine.aa.AaReport.Verdict;
import plumbline.engine.aa.Rate;
import plumbline.engine.aa.UnitSample;
import plumbline.engine.analysis.Figures;
import plumbline.proto.analysis.v1.AaCheck;
import plumbline.proto.analysis.v1.AaVerdict;
import plumbline.proto.analysis.v1.FalsePositives;
import plumbline.proto.analysis.v1.SplitBalance;
import plumbline.proto.analysis.v1.Uniformity;

/** Reports as the contract says them. */
final class AaReplies {
  private AaReplies() {}

  static AaCheck.Builder render(AaCheck check, AaReport report, UnitSample sample) {
    var reply =
        check.toBuilder()
            .setVerdict(verdict(report.verdict()))
            .addAllFindings(report.findings())
            .setUnits(sample.seen())
            .setSplitUnits(report.units())
            .addAllPValueCounts(report.pValueCounts());
    report
        .rates()
        .ifPresent(rates ->
            reply
                .setFixedHorizon(rate(rates.fixed()))
                .setAlwaysValid(rate(rates.alwaysValid()))
                .setGroupSequential(rate(rates.groupSequential())));
    report.pValues().ifPresent(it -> reply.setPValues(uniformity(it)));
    report.halves().ifPresent(it -> reply.setBalance(balance(it)));
    if (sample.share() < 1.0) {
      reply.addFindings(
          "Of %s units, a sample of %s was split."
              .formatted(Figures.count(sample.seen()), Figures.count(report.units())));
    }
    return reply;
  }

  private static AaVerdict verdict(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> AaVerdict.AA_VERDICT_PASSED;
      case FAILED -> AaVerdict.AA_VERDICT_FAILED;
      case TOO_FEW -> AaVerdict.AA_VERDICT_TOO_FEW;
    };
  }

  private static FalsePositives rate(Rate rate) {
    return FalsePositives.newBuilder()
        .setRejections(rate.rejections())
        .setSplits(rate.splits())
        .setRate(rate.rate())
        .setPValue(rate.pValue())
        .setTwoSided(rate.twoSided())
        .build();
  }

  private static Uniformity uniformity(plumbline.engine.aa.Uniformity found) {
    return Uniformity.newBuilder()
        .setStatistic(found.statistic())
        .setPValue(found.pValue())
        .build();
  }

  private static SplitBalance balance(Halves halves) {
    var reply = SplitBalance.newBuilder().setShare(halves.share()).setPValue(halves.pValue());
    halves.pValues().ifPresent(it -> reply.setPValues(uniformity(it)));
    return reply.build();
  }
}
