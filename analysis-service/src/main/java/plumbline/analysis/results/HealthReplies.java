package plumbline.analysis.results;

import com.google.protobuf.Duration;
import java.util.List;
import java.util.stream.IntStream;
import plumbline.analysis.results.Results.VariantCount;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.SampleRatio;
import plumbline.kit.definition.Times;
import plumbline.proto.analysis.v1.Completeness;
import plumbline.proto.analysis.v1.DayUnits;
import plumbline.proto.analysis.v1.Health;
import plumbline.proto.analysis.v1.HealthState;
import plumbline.proto.analysis.v1.ImbalanceHealth;
import plumbline.proto.analysis.v1.PrePeriod;
import plumbline.proto.analysis.v1.PrePeriodTest;
import plumbline.proto.analysis.v1.Progress;
import plumbline.proto.analysis.v1.SplitHealth;
import plumbline.proto.analysis.v1.VariantProgress;
import plumbline.proto.analysis.v1.VariantUnits;

/** Health as the contract sends it. */
final class HealthReplies {
  private HealthReplies() {}

  static Health render(Results results) {
    var health = results.health();
    var reply =
        Health.newBuilder()
            .setState(state(health.state()))
            .setExposedSplit(split(health.exposed()))
            .setAnalysedSplit(split(health.analysed()))
            .setCrossover(imbalance(health.crossover()))
            .setExclusion(imbalance(health.exclusion()))
            .setCompleteness(completeness(results))
            .setProgress(progress(health.progress(), results.variants()));
    health.prePeriod().ifPresent(it -> reply.setPrePeriod(prePeriod(it)));
    health.days().forEach(it -> reply.addDays(day(it, results.variants())));
    return reply.build();
  }

  static plumbline.proto.analysis.v1.SampleRatio sampleRatio(
      plumbline.analysis.results.Health.Split split) {
    var reply =
        plumbline.proto.analysis.v1.SampleRatio.newBuilder()
            .setMismatch(split.mismatch())
            .setSentence(split.sentence());
    switch (split.test()) {
      case SampleRatio.Tested tested -> {
        reply.setPValue(tested.pValue());
        if (Double.isFinite(tested.statistic())) {
          reply.setChiSquare(tested.statistic());
        }
      }
      case NotDefined _ -> {}
    }
    return reply.build();
  }

  static HealthState state(plumbline.analysis.results.Health.State state) {
    return switch (state) {
      case UNKNOWN -> HealthState.HEALTH_STATE_UNSPECIFIED;
      case OK -> HealthState.HEALTH_STATE_OK;
      case WATCH -> HealthState.HEALTH_STATE_WATCH;
      case ALARM -> HealthState.HEALTH_STATE_ALARM;
    };
  }

  private static SplitHealth split(plumbline.analysis.results.Health.Split split) {
    var reply =
        SplitHealth.newBuilder().setState(state(split.state())).setSentence(split.sentence());
    var once = sampleRatio(split);
    if (once.hasPValue()) {
      reply.setPValue(once.getPValue());
    }
    if (once.hasChiSquare()) {
      reply.setChiSquare(once.getChiSquare());
    }
    split.sequential().ifPresent(reply::setPValueSequential);
    return reply.build();
  }

  private static ImbalanceHealth imbalance(plumbline.analysis.results.Health.Imbalance it) {
    var reply = ImbalanceHealth.newBuilder().setState(state(it.state())).setSentence(it.sentence());
    it.pValue().ifPresent(reply::setPValue);
    return reply.build();
  }

  private static Completeness completeness(Results results) {
    var completeness = results.health().completeness();
    var reply =
        Completeness.newBuilder()
            .setState(state(completeness.state()))
            .setSentence(completeness.sentence())
            .setPendingBatches(results.pendingBatches());
    results.completeUpTo().map(Times::timestamp).ifPresent(reply::setCompleteUpTo);
    completeness
        .lag()
        .map(it -> Duration.newBuilder().setSeconds(it.getSeconds()).setNanos(it.getNano()).build())
        .ifPresent(reply::setLag);
    return reply.build();
  }

  private static PrePeriod prePeriod(plumbline.analysis.results.Health.PrePeriod it) {
    var reply = PrePeriod.newBuilder().setState(state(it.state())).setSentence(it.sentence());
    for (var test : it.tests()) {
      var one = PrePeriodTest.newBuilder().setMetric(test.metric()).setTreatment(test.treatment());
      test.pValue().ifPresent(one::setPValue);
      reply.addTests(one);
    }
    return reply.build();
  }

  private static Progress progress(
      plumbline.analysis.results.Health.Progress it, List<VariantCount> counts) {
    var reply = Progress.newBuilder().setState(state(it.state())).setSentence(it.sentence());
    for (var i = 0; i < counts.size(); i++) {
      reply.addVariants(
          VariantProgress.newBuilder()
              .setVariant(counts.get(i).variant().key())
              .setUnits(counts.get(i).analysed())
              .setPlannedUnits(it.planned().get(i)));
    }
    it.share().ifPresent(reply::setShare);
    it.plannedEnd().map(Times::timestamp).ifPresent(reply::setPlannedEnd);
    it.daysLeft().ifPresent(reply::setDaysLeft);
    return reply.build();
  }

  private static DayUnits day(
      plumbline.analysis.results.Health.Day day, List<VariantCount> counts) {
    return DayUnits.newBuilder()
        .setDay(day.day().toString())
        .addAllVariants(
            IntStream.range(0, counts.size())
                .mapToObj(i ->
                    VariantUnits.newBuilder()
                        .setVariant(counts.get(i).variant().key())
                        .setUnits(day.exposed().get(i))
                        .build())
                .toList())
        .build();
  }
}
