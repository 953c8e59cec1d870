package plumbline.analysis.dashboard.experiment;

/** One thing to know, with its name. */
public record Fact(String label, String value) {}
