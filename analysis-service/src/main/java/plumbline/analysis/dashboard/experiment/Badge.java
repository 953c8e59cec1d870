package plumbline.analysis.dashboard.experiment;

/**
 * A word on a colour, so that the colour is never alone.
 *
 * @param tone name of the colour
 */
public record Badge(String label, String tone) {}
