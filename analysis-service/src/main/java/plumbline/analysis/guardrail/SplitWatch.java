package plumbline.analysis.guardrail;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import plumbline.analysis.alarm.Concern;
import plumbline.analysis.alarm.Finding;
import plumbline.analysis.alarm.Subject;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Observations.Counts;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.Figures;
import plumbline.engine.statistics.ArmImbalance;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.SequentialSampleRatio;

/** Whether units are split as planned, and treated alike by what has nothing to do with them. */
record SplitWatch(Study study, Observations observations) {
  /** Below this a mismatch is an alarm. */
  static final double ALARM = 0.001;

  /** An alarm ends above this, so that one that is near its limit is not told again and again. */
  static final double OVER = 0.05;

  /**
   * Sample ratio mismatch by a test that is valid at any time, so at every moment.
   *
   * @param raised what is an alarm already
   */
  List<Finding> always(List<Subject> raised) {
    return List.of(
        ratio(Concern.SAMPLE_RATIO, Counts::exposed, "exposed", raised),
        ratio(Concern.ANALYSED_RATIO, Counts::analysed, "analysed, after exclusions", raised));
  }

  /** What is tested once: at a look, of which there are few. */
  List<Finding> atLook() {
    return List.of(
        imbalance(Concern.CROSSOVER, Counts::crossedOver, "seen in more than one variant"),
        imbalance(Concern.EXCLUSION, Counts::excluded, "left out by an exclusion rule"));
  }

  private Finding ratio(
      Concern concern, ToLongFunction<Counts> side, String what, List<Subject> raised) {
    var shares =
        study.variants().stream().mapToDouble(Study.StudiedVariant::expectedShare).toArray();
    var subject = Subject.of(concern);
    return switch (SequentialSampleRatio.of(shares).test(counts(side))) {
      case NotDefined _ ->
          new Finding(
              subject, false, "Nobody is %s yet, so the split is not tested.".formatted(what));
      case SequentialSampleRatio.Tested tested -> {
        var limit = raised.contains(subject) ? OVER : ALARM;
        var off = tested.pValue() <= limit;
        yield new Finding(
            subject,
            off,
            (off
                    ? "The split is not what was planned: %s units %s, against %s %% (always-valid"
                        + " %s). Assignment or recording is broken; trust no result."
                    : "%s units %s, against the planned %s %%: no alarm (always-valid %s).")
                .formatted(sides(side), what, planned(), Figures.p(tested.pValue())));
      }
    };
  }

  private Finding imbalance(Concern concern, ToLongFunction<Counts> side, String what) {
    var subject = Subject.of(concern);
    return switch (ArmImbalance.test(counts(side), counts(Counts::exposed))) {
      case ArmImbalance.Untested _ ->
          new Finding(
              subject, false, "Too few units were %s to compare the variants.".formatted(what));
      case ArmImbalance.Tested tested -> {
        var off = tested.pValue() < ALARM;
        yield new Finding(
            subject,
            off,
            (off
                    ? "Units are not alike in being %s: %s of %s (%s). That has to do with the"
                        + " treatment, so the variants cannot be compared; trust no result."
                    : "%2$s of %3$s units were %1$s: no alarm (%4$s).")
                .formatted(what, sides(side), sides(Counts::exposed), Figures.p(tested.pValue())));
      }
    };
  }

  private long[] counts(ToLongFunction<Counts> side) {
    return study.variants().stream()
        .mapToLong(variant -> side.applyAsLong(observations.of(variant.key()).counts()))
        .toArray();
  }

  private String sides(ToLongFunction<Counts> side) {
    return study.variants().stream()
        .map(it -> Figures.count(side.applyAsLong(observations.of(it.key()).counts())))
        .collect(Collectors.joining(" : "));
  }

  private String planned() {
    return study.variants().stream()
        .map(it -> Figures.atMost(100 * it.expectedShare(), 2))
        .collect(Collectors.joining(" : "));
  }
}
