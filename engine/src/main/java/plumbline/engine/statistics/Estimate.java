package plumbline.engine.statistics;

/**
 * An estimated mean or rate.
 *
 * @param value in the metric's unit
 * @param variance of the estimate itself (the squared standard error), not of the units
 */
public record Estimate(double value, double variance) {}
