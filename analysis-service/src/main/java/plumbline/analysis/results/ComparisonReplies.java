package plumbline.analysis.results;

import plumbline.engine.analysis.Finding;
import plumbline.engine.analysis.Finding.Adjustment;
import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.analysis.MetricAnalysis.Treated;
import plumbline.engine.analysis.Warning;
import plumbline.proto.analysis.v1.Comparison;
import plumbline.proto.analysis.v1.ComparisonVerdict;
import plumbline.proto.analysis.v1.CorrectedEffect;
import plumbline.proto.analysis.v1.CovariateEffect;
import plumbline.proto.analysis.v1.Posterior;
import plumbline.proto.analysis.v1.Timing;

/**
 * Comparisons as the contract sends them.
 *
 * @param alpha the plan's
 * @param prior standard deviation of the Bayesian view's; 0 where there is none
 */
record ComparisonReplies(double alpha, double prior) {

  Comparison render(Results.Comparison comparison) {
    var plain = comparison.treated().plain();
    var estimates = new EstimateReplies(1 - alpha);
    var reply =
        Comparison.newBuilder()
            .setTreatment(comparison.treatment())
            .setMethod(comparison.method())
            .setSentence(comparison.sentence())
            .setVerdict(verdict(comparison.verdict()))
            .setAbsolute(estimates.absolute(plain))
            .setRelative(estimates.relative(plain))
            .setCorrected(corrected(comparison.treated()));
    if (plain instanceof Compared compared) {
      addCompared(reply, compared);
    }
    comparison.posterior().ifPresent(it -> reply.setPosterior(posterior(it)));
    return reply.build();
  }

  private void addCompared(Comparison.Builder reply, Compared compared) {
    reply
        .setTiming(timing(compared))
        .setControlValue(compared.control())
        .setTreatmentValue(compared.treatment())
        .addAllAssumptions(compared.method().assumptions())
        .addAllWarnings(compared.warnings().stream().map(Warning::words).toList());
    compared.test().ifPresent(test -> addTest(reply, test));
    compared.adjustment().ifPresent(it -> reply.setCovariate(covariate(it)));
  }

  private static void addTest(Comparison.Builder reply, Finding.Test test) {
    reply
        .setStatistic(test.statistic())
        .setPValue(test.pValueTwoSided())
        .setStandardError(test.standardError());
    test.degreesOfFreedom().ifPresent(reply::setDegreesOfFreedom);
  }

  private CorrectedEffect corrected(Treated treated) {
    var finding = treated.corrected();
    var estimates = new EstimateReplies(1 - alpha);
    var reply =
        CorrectedEffect.newBuilder()
            .setAbsolute(estimates.absolute(finding))
            .setRelative(estimates.relative(finding))
            .setLevel(finding instanceof Compared compared ? compared.level().alpha() : alpha)
            .setSignificant(finding instanceof Compared compared && compared.isSignificant())
            .setConfirmatory(treated.confirmatory());
    treated.pValueAdjusted().ifPresent(reply::setPValueAdjusted);
    return reply.build();
  }

  private CovariateEffect covariate(Adjustment adjustment) {
    var estimates = new EstimateReplies(1 - alpha);
    var reply =
        CovariateEffect.newBuilder()
            .setTheta(adjustment.theta())
            .setVarianceReduction(adjustment.varianceReduction())
            .setAbsolute(estimates.absolute(adjustment.unadjusted()))
            .setRelative(estimates.relative(adjustment.unadjusted()));
    EstimateReplies.pValue(adjustment.unadjusted()).ifPresent(reply::setPValue);
    return reply.build();
  }

  private Posterior posterior(plumbline.engine.statistics.BayesianLift.Posterior posterior) {
    return Posterior.newBuilder()
        .setPriorStandardDeviation(prior)
        .setMean(posterior.mean())
        .setLower(posterior.credible().lower())
        .setUpper(posterior.credible().upper())
        .setCredibility(1 - alpha)
        .setChanceToWin(posterior.chanceToWin())
        .setExpectedLossKeepControl(posterior.expectedLossKeepControl())
        .setExpectedLossShipTreatment(posterior.expectedLossShipTreatment())
        .build();
  }

  private static Timing timing(Compared compared) {
    return switch (compared.timing()) {
      case ONCE -> Timing.TIMING_ONCE;
      case AT_LOOKS -> Timing.TIMING_AT_LOOKS;
      case ANY_TIME -> Timing.TIMING_ANY_TIME;
    };
  }

  private static ComparisonVerdict verdict(Results.Verdict verdict) {
    return switch (verdict) {
      case BETTER -> ComparisonVerdict.COMPARISON_VERDICT_BETTER;
      case WORSE -> ComparisonVerdict.COMPARISON_VERDICT_WORSE;
      case DIFFERENT -> ComparisonVerdict.COMPARISON_VERDICT_DIFFERENT;
      case NOT_SHOWN -> ComparisonVerdict.COMPARISON_VERDICT_NOT_SHOWN;
      case NOT_COMPARED -> ComparisonVerdict.COMPARISON_VERDICT_NOT_COMPARED;
      case NONE -> ComparisonVerdict.COMPARISON_VERDICT_NONE;
    };
  }
}
