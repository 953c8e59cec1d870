package plumbline.analysis.results;

import java.time.LocalDate;
import java.util.List;
import plumbline.analysis.results.Results.NoveltyFinding;
import plumbline.analysis.results.Results.SegmentFinding;
import plumbline.analysis.results.Results.SegmentValueFinding;
import plumbline.proto.analysis.v1.DailyEffect;
import plumbline.proto.analysis.v1.Novelty;
import plumbline.proto.analysis.v1.SegmentEffect;
import plumbline.proto.analysis.v1.SegmentResult;
import plumbline.proto.analysis.v1.SegmentValue;

/** Effects by segment and by day as the contract sends them. */
record PartReplies(double alpha) {

  List<SegmentResult> segments(List<SegmentFinding> segments) {
    return segments.stream().map(this::segment).toList();
  }

  List<Novelty> novelty(List<NoveltyFinding> findings) {
    return findings.stream().map(PartReplies::novelty).toList();
  }

  private SegmentResult segment(SegmentFinding segment) {
    return SegmentResult.newBuilder()
        .setAttribute(segment.attribute())
        .setTooManyValues(segment.tooManyValues())
        .setExploratory(true)
        .setNote(segment.note())
        .addAllValues(segment.values().stream().map(this::value).toList())
        .build();
  }

  private SegmentValue value(SegmentValueFinding value) {
    return SegmentValue.newBuilder()
        .setValue(value.value())
        .setOther(value.other())
        .addAllVariants(value.counts().stream().map(ResultsReplies::counts).toList())
        .addAllEffects(value.effects().stream().map(this::effect).toList())
        .build();
  }

  private SegmentEffect effect(Results.SegmentEffect effect) {
    var estimates = new EstimateReplies(1 - alpha);
    var reply =
        SegmentEffect.newBuilder()
            .setMetric(effect.metric().key())
            .setTreatment(effect.treatment())
            .setAbsolute(estimates.absolute(effect.finding()))
            .setRelative(estimates.relative(effect.finding()));
    effect.control().ifPresent(reply::setControlValue);
    effect.treated().ifPresent(reply::setTreatmentValue);
    EstimateReplies.pValue(effect.finding()).ifPresent(reply::setPValue);
    return reply.build();
  }

  private static Novelty novelty(NoveltyFinding finding) {
    var reply =
        Novelty.newBuilder()
            .setTreatment(finding.treatment())
            .setState(HealthReplies.state(finding.state()))
            .setSentence(finding.sentence());
    for (var day : finding.days()) {
      reply.addDays(
          DailyEffect.newBuilder()
              .setDay(LocalDate.ofEpochDay(day.day()).toString())
              .setDifference(day.difference())
              .setStandardError(day.standardError()));
    }
    finding
        .line()
        .ifPresent(it ->
            reply
                .setSlope(it.slope())
                .setSlopeStandardError(it.standardError())
                .setPValue(it.pValueTwoSided()));
    return reply.build();
  }
}
