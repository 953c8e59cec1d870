package plumbline.analysis.results;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import plumbline.engine.statistics.SampleRatio;

/**
 * Whether the data can be relied upon. Nothing in it depends on what units did after their first
 * exposure, so it is shown all the time.
 *
 * @param prePeriod empty without a covariate
 * @param days exposures, rising
 */
public record Health(
    Split exposed,
    Split analysed,
    Imbalance crossover,
    Imbalance exclusion,
    Completeness completeness,
    Optional<PrePeriod> prePeriod,
    Progress progress,
    List<Day> days) {

  /** Below it something is called broken: strict, as it is looked at again and again. */
  static final double ALARM = 0.001;

  /** Below it it is worth a look. */
  static final double WATCH = 0.01;

  /** How things are, the worst last. */
  public enum State {
    /** It cannot be said. */
    UNKNOWN,
    /** As they should be. */
    OK,
    /** Worth a look. */
    WATCH,
    /** Wrong. */
    ALARM;

    static State of(double pValue) {
      return pValue < Health.ALARM ? ALARM : pValue < Health.WATCH ? WATCH : OK;
    }

    static State worst(Stream<State> states) {
      return states.max(State::compareTo).orElse(UNKNOWN);
    }
  }

  /**
   * Whether the units are split as planned.
   *
   * @param mismatch by the chi-square test
   * @param sequential p-value that is valid however often it is looked at; empty without units
   */
  public record Split(
      State state,
      SampleRatio.Result test,
      boolean mismatch,
      OptionalDouble sequential,
      String sentence) {
    /** Whether either test says that it is broken. */
    public boolean isBroken() {
      return state == State.ALARM;
    }
  }

  /**
   * Whether something happens to one variant's units more often than to another's.
   *
   * @param pValue empty where it happened to too few
   */
  public record Imbalance(State state, OptionalDouble pValue, String sentence) {}

  /**
   * Whether all events are in.
   *
   * @param lag how far completeness is behind the clock; empty where nothing is known of it
   */
  public record Completeness(State state, Optional<Duration> lag, String sentence) {}

  /** Whether units did the same before. */
  public record PrePeriod(State state, List<Before> tests, String sentence) {}

  /** Of one metric and treatment; the p-value is empty where the test is not defined. */
  public record Before(String metric, String treatment, OptionalDouble pValue) {}

  /**
   * How much of the planned units is there.
   *
   * @param planned of each variant, in the definition's order
   * @param share of the variant that has least; empty where none are planned
   */
  public record Progress(
      State state,
      List<Long> planned,
      OptionalDouble share,
      Optional<Instant> plannedEnd,
      OptionalDouble daysLeft,
      String sentence) {}

  /** Exposed units of one day, in the definition's order. */
  public record Day(LocalDate day, List<Long> exposed) {}

  /** The worst of all. */
  public State state() {
    return State.worst(
        Stream.concat(
            Stream.of(
                exposed.state,
                analysed.state,
                crossover.state,
                exclusion.state,
                completeness.state,
                progress.state),
            prePeriod.stream().map(PrePeriod::state)));
  }

  /** Whether units are not split as planned, before or after some are left out. */
  public boolean isSplitBroken() {
    return exposed.isBroken() || analysed.isBroken();
  }

  /** What is in the way of a verdict, but for events that wait to be counted. */
  List<String> obstacles() {
    var obstacles = new ArrayList<String>();
    if (exposed.isBroken()) {
      obstacles.add(exposed.sentence);
    }
    if (analysed.isBroken()) {
      obstacles.add(analysed.sentence);
    }
    Stream.of(crossover, exclusion)
        .filter(it -> it.state == State.ALARM)
        .forEach(it -> obstacles.add(it.sentence));
    return obstacles;
  }
}
