package plumbline.analysis.alarm;

import java.util.Arrays;
import plumbline.kit.notification.Topic;

/** What an alarm is about. Its word is a contract with receivers and with those who configure. */
public enum Concern implements Topic {
  /** A guardrail of the experiment that alerts is breached. */
  GUARDRAIL("guardrail"),
  /** A guardrail that halts is breached: control is being served; cleared once it is. */
  HALT("halt"),
  /** The exposed units are not split as planned. */
  SAMPLE_RATIO("sample-ratio"),
  /** The analysed units are not, after exclusions. */
  ANALYSED_RATIO("analysed-ratio"),
  /** Units cross over more often in one variant than in another. */
  CROSSOVER("crossover"),
  /** Units are excluded more often in one variant than in another. */
  EXCLUSION("exclusion"),
  /** No unit was exposed for the first time for long. */
  SILENCE("silence"),
  /** What is counted falls behind what is stored. */
  FOLD_LAG("fold-lag");

  private final String word;

  Concern(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }

  /** The concern of that word. */
  static Concern ofWord(String word) {
    return Arrays.stream(values())
        .filter(concern -> concern.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no concern '" + word + "'"));
  }
}
