package plumbline.analysis.results;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import plumbline.analysis.results.Results.AtLook;
import plumbline.analysis.results.Results.Peek;
import plumbline.analysis.results.Results.Shown;
import plumbline.analysis.results.Results.VariantCount;
import plumbline.kit.definition.Times;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.Look;
import plumbline.proto.analysis.v1.UpcomingLook;
import plumbline.proto.analysis.v1.VariantCounts;
import plumbline.proto.analysis.v1.Withheld;

/** Results as the contract sends them. */
public final class ResultsReplies {
  private ResultsReplies() {}

  /** The whole of them. */
  public static ExperimentResults results(Results results) {
    var reply =
        switch (results.disclosure()) {
          case Shown shown -> shown(results, shown);
          case AtLook atLook -> atLook(results, atLook);
          case Results.Withheld withheld -> {
            var empty = ExperimentResults.newBuilder().setWithheld(withheld(withheld));
            results.study().metrics().forEach(metric -> empty.addMetrics(MetricReplies.of(metric)));
            yield empty;
          }
        };
    addAsOfNow(reply, results);
    return reply.addAllExplanations(Terms.explain(reply)).build();
  }

  /** What was kept, of a look or of a verdict. */
  public static ExperimentResults parse(com.google.protobuf.ByteString kept) {
    try {
      return ExperimentResults.parseFrom(kept);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("results that were kept cannot be read", e);
    }
  }

  private static ExperimentResults.Builder shown(Results results, Shown shown) {
    var study = results.study();
    var metrics = MetricReplies.of(study);
    var parts = new PartReplies(study.plan().alpha());
    var reply =
        ExperimentResults.newBuilder()
            .addAllMetrics(shown.metrics().stream().map(metrics::render).toList())
            .setRecommendation(recommendation(shown.recommendation()))
            .addAllNoVerdict(shown.noVerdict())
            .setUnderpowered(shown.underpowered().isPresent())
            .setNumbersAsOf(Times.timestamp(results.asOf()))
            .addAllSegments(parts.segments(shown.segments()))
            .addAllNovelty(parts.novelty(shown.novelty()));
    shown.looks().last().ifPresent(it -> reply.addAllLooks(parse(it.reply()).getLooksList()));
    shown.due().ifPresent(it -> reply.addLooks(look(results, it)));
    return reply;
  }

  /** As they were then, beside how things are now. */
  private static ExperimentResults.Builder atLook(Results results, AtLook atLook) {
    var parts = new PartReplies(results.study().plan().alpha());
    var reply = parse(atLook.look().reply()).toBuilder().clearUpcomingLook().clearExplanations();
    if (reply.getSegmentsCount() == 0) {
      reply.addAllSegments(parts.segments(atLook.segments()));
    }
    if (reply.getNoveltyCount() == 0) {
      reply.addAllNovelty(parts.novelty(atLook.novelty()));
    }
    return reply;
  }

  private static void addAsOfNow(ExperimentResults.Builder reply, Results results) {
    var study = results.study();
    reply
        .setExperiment(study.key().value())
        .setName(study.name())
        .setState(study.state())
        .setAsOf(Times.timestamp(results.asOf()))
        .setSampleRatio(HealthReplies.sampleRatio(results.split()))
        .setPendingBatches(results.pendingBatches())
        .setExperimentVersion(study.version())
        .setHealth(HealthReplies.render(results))
        .setDesign(study.plan().design())
        .clearCompleteUpTo()
        .clearVariants()
        .addAllVariants(results.variants().stream().map(ResultsReplies::counts).toList())
        .clearPeeks()
        .addAllPeeks(peeks(results.peeks()));
    results.completeUpTo().map(Times::timestamp).ifPresent(reply::setCompleteUpTo);
    results
        .next()
        .ifPresent(it ->
            reply.setUpcomingLook(
                UpcomingLook.newBuilder()
                    .setNumber(it.number())
                    .setPlannedFraction(it.fraction())
                    .setSentence(it.sentence())));
  }

  private static Look look(Results results, Looks.Due due) {
    return Look.newBuilder()
        .setNumber(due.number())
        .setTime(Times.timestamp(results.asOf()))
        .setInformationFraction(due.fraction())
        .setLast(due.over())
        .setSentence(LookSights.sentence(due))
        .build();
  }

  private static List<plumbline.proto.analysis.v1.Peek> peeks(List<Peek> peeks) {
    return peeks.stream()
        .map(it ->
            plumbline.proto.analysis.v1.Peek.newBuilder()
                .setTime(Times.timestamp(it.time()))
                .setAuthor(it.author())
                .setReason(it.reason())
                .build())
        .toList();
  }

  private static plumbline.proto.analysis.v1.Recommendation recommendation(
      Recommendation recommendation) {
    return plumbline.proto.analysis.v1.Recommendation.newBuilder()
        .setOutcome(recommendation.outcome())
        .setVariant(recommendation.variant())
        .addAllReasons(recommendation.reasons())
        .setEarlyEnd(recommendation.earlyEnd())
        .build();
  }

  static VariantCounts counts(VariantCount count) {
    return VariantCounts.newBuilder()
        .setVariant(count.variant().key())
        .setControl(count.variant().control())
        .setExpectedShare(count.variant().expectedShare())
        .setExposedUnits(count.exposed())
        .setCrossedOverUnits(count.crossedOver())
        .setExcludedUnits(count.excluded())
        .setAnalysedUnits(count.analysed())
        .build();
  }

  /** Why nothing is shown. */
  public static Withheld withheld(Results.Withheld withheld) {
    var reply = Withheld.newBuilder().setReason(withheld.reason());
    withheld.until().map(Times::timestamp).ifPresent(reply::setUntil);
    return reply.build();
  }
}
