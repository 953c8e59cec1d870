package plumbline.engine.statistics;

/** The data say nothing about the question, for the reason given: an answer, not a failure. */
public record NotDefined(Reason reason)
    implements WelchTest.Result,
        ProportionTest.Result,
        SampleRatio.Result,
        SequentialSampleRatio.Result,
        BayesianLift.Result,
        RelativeLift,
        HistogramQuantile.Result,
        ArmResult,
        Limit.Result,
        LiftTest.Result,
        NonInferiority.Result,
        MannWhitney.Result,
        RawQuantile.Result,
        QuantileTest.Result,
        Cuped.Result,
        PostStratification.Result,
        AsymptoticSequence.Result {

  /** Why there is no number. */
  public enum Reason {
    /** An arm has fewer units than the method needs. */
    TOO_FEW_UNITS,
    /** Nothing varies, so there is no scale to judge a difference by. */
    NO_VARIANCE,
    /** The control is exactly zero: nothing is relative to it. */
    CONTROL_IS_ZERO,
    /** Fewer than two variants can have units at all. */
    TOO_FEW_VARIANTS,
    /** There are too few values, or too few beyond the quantile. */
    TOO_FEW_VALUES,
    /** The denominators of a ratio sum to zero. */
    DENOMINATOR_IS_ZERO,
    /** A mean is not above zero, as the method needs it to be. */
    NOT_POSITIVE
  }
}
