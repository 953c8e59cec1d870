package plumbline.analysis.results;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.analysis.results.Example.LATER;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Studies;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.Explanation;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.tracking.v1.ExperimentStatistics;

class TermsTest {
  @Test
  void whatOccursIsExplained() {
    var shown = Recognisable.all(Recognisable.running(), Recognisable.counted(0));

    assertThat(terms(shown))
        .contains(
            "p-value",
            "confidence interval",
            "lift",
            "CUPED",
            "fixed horizon",
            "sample ratio mismatch",
            "chance to win",
            "segment",
            "novelty",
            "confirmatory",
            "pre-period check",
            "power")
        .doesNotContain("group sequential", "ratio", "quantile", "early look", "crossover");
  }

  @Test
  void whatIsWithheldNeedsFewerWords() {
    var withheld = evaluate(Example.running(), Example.cookieCatsStatistics());

    assertThat(terms(withheld))
        .containsExactly("p-value", "fixed horizon", "sample ratio mismatch", "complete up to");
  }

  @Test
  void eachTermIsOneOrTwoSentences() {
    assertThat(Arrays.stream(Term.values()).map(Term::title).toList()).doesNotHaveDuplicates();
    assertThat(Term.values())
        .allSatisfy(term -> {
          assertThat(term.words()).endsWith(".").hasSizeLessThan(300);
          assertThat(term.words().split("[.;:] ").length).isLessThanOrEqualTo(4);
        });
  }

  private static List<String> terms(ExperimentResults results) {
    return results.getExplanationsList().stream().map(Explanation::getTerm).toList();
  }

  private static ExperimentResults evaluate(
      Experiment.Builder experiment, ExperimentStatistics.Builder counted) {
    var study = Studies.parse(experiment.build());
    var observed = Observations.parse(counted.setDefinitionVersion(study.version()).build());
    return ResultsReplies.results(Evaluation.of(study, observed, LATER));
  }
}
