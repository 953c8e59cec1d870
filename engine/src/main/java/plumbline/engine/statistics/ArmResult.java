package plumbline.engine.statistics;

/** What can be said of one arm: what a test of means needs, or why there is nothing. */
public sealed interface ArmResult permits ArmSummary, NotDefined {}
