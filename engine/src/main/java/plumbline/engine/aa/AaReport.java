package plumbline.engine.aa;

import java.util.List;
import java.util.Optional;

/**
 * What an A/A check found. No value of any unit can be read off it.
 *
 * @param units that were split
 * @param splits how often
 * @param rates empty, with all the others, where there was too little to say
 * @param pValues of the fixed design; empty where they take few values, or nothing was said
 * @param pValueCounts fixed p-values in 20 equal parts of 0 to 1
 * @param findings sentences for people, what is wrong first
 */
public record AaReport(
    long units,
    long splits,
    Verdict verdict,
    Optional<Rates> rates,
    Optional<Uniformity> pValues,
    List<Long> pValueCounts,
    Optional<Halves> halves,
    List<String> findings) {

  /** Keeps its own copies. */
  public AaReport {
    pValueCounts = List.copyOf(pValueCounts);
    findings = List.copyOf(findings);
  }

  /** Nothing can be said, for that reason. */
  public static AaReport tooFew(long units, long splits, String why) {
    return new AaReport(
        units,
        splits,
        Verdict.TOO_FEW,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(why));
  }

  /** What it comes to. */
  public enum Verdict {
    /** Everything was as it is to be. */
    PASSED,
    /** Something was not, by more than chance explains. */
    FAILED,
    /** There was too little to say. */
    TOO_FEW
  }

  /** How often each design found a difference. */
  public record Rates(Rate fixed, Rate alwaysValid, Rate groupSequential) {}

  /**
   * How the units were split.
   *
   * @param share of all units of all splits that were in the first half; to be 0.5
   * @param pValue of that, exact binomial, two-sided
   * @param pValues of the splits' own sample ratio tests; empty where units are too few for that
   */
  public record Halves(double share, double pValue, Optional<Uniformity> pValues) {}
}
