package plumbline.engine.aa;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbline.engine.aa.AaReport.Halves;
import plumbline.engine.aa.AaReport.Rates;
import plumbline.engine.analysis.Figures;

/** Judges what was found, in sentences: what is wrong first. */
final class AaWords {
  /**
   * The level of every single judgement, of at most six: a system that is right fails in fewer than
   * one of 160 checks.
   */
  static final double LEVEL = 0.001;

  private final List<String> wrong = new ArrayList<>();
  private final List<String> right = new ArrayList<>();

  private AaWords() {}

  static AaWords of(Rates rates, Optional<Uniformity> pValues, Halves halves) {
    var words = new AaWords();
    words.rate("The fixed-horizon test", rates.fixed());
    words.rate("The always-valid test with ten looks", rates.alwaysValid());
    words.rate("The group-sequential test with five looks", rates.groupSequential());
    pValues.ifPresent(it -> words.even("The p-values of the fixed-horizon test", it));
    words.share(halves);
    halves.pValues().ifPresent(it -> words.even("The splits' sample ratio p-values", it));
    return words;
  }

  boolean isAnythingWrong() {
    return !wrong.isEmpty();
  }

  List<String> sentences() {
    var all = new ArrayList<>(wrong);
    all.addAll(right);
    return all;
  }

  private void rate(String test, Rate rate) {
    var found =
        "%s found a difference in %s of %s splits (%s), "
            .formatted(
                test,
                Figures.count(rate.rejections()),
                Figures.count(rate.splits()),
                Figures.share(rate.rate()));
    say(
        rate.pValue(),
        found + (rate.twoSided() ? "not in the 5 % that are planned" : "more than the planned 5 %"),
        found + (rate.twoSided() ? "as planned: in 5 %" : "within the planned 5 %"));
  }

  private void even(String what, Uniformity uniformity) {
    say(
        uniformity.pValue(),
        what + " are not spread evenly from 0 to 1, as they must be where nothing differs",
        what + " are spread evenly from 0 to 1");
  }

  private void share(Halves halves) {
    var found =
        "Of all units of all splits %s were in the first half, "
            .formatted(Figures.share(halves.share()));
    say(halves.pValue(), found + "which is not a half", found + "which is a half");
  }

  private void say(double pValue, String ifWrong, String ifRight) {
    var isWrong = pValue < LEVEL;
    (isWrong ? wrong : right).add((isWrong ? ifWrong : ifRight) + " (" + Figures.p(pValue) + ").");
  }
}
