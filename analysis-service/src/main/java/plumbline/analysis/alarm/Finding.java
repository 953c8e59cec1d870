package plumbline.analysis.alarm;

/**
 * What was found of a subject now.
 *
 * @param raised whether people should know
 * @param sentence for them; holds no number that is withheld
 */
public record Finding(Subject subject, boolean raised, String sentence) {}
