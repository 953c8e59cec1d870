package plumbline.analysis.dashboard.experiments;

/**
 * A word or two with a colour.
 *
 * @param tone name of the colour
 */
public record Badge(String label, String tone) {}
