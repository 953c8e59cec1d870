package plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import org.junit.jupiter.api.Test;
import plumbline.proto.analysis.v1.ExperimentResults;

class ResultsTextTest {
  private static final String COUNTS =
      """
      experiment: "checkout" name: "Checkout" state: EXPERIMENT_STATE_STOPPED
      as_of { seconds: 1772600000 }
      variants {
        variant: "old" control: true expected_share: 0.5 exposed_units: 1000 analysed_units: 998
        crossed_over_units: 1 excluded_units: 2
      }
      variants { variant: "new" expected_share: 0.5 exposed_units: 1010 analysed_units: 1010 }
      sample_ratio { sentence: "The split is fine." }
      """;

  @Test
  void showsEachMetricByVariantWithLiftIntervalAndP() throws Exception {
    assertThat(
            text(
                """
                metrics {
                  metric: "purchase" role: METRIC_ROLE_PRIMARY kind: METRIC_KIND_PROPORTION
                  values { variant: "old" units: 998 mean: 0.1 }
                  values { variant: "new" units: 1010 mean: 0.12 }
                  comparisons {
                    treatment: "new" p_value: 0.00001 sentence: "It was higher."
                    relative { value: 0.2 lower: -0.01 confidence: 0.95 }
                  }
                }
                """))
        .isEqualToNormalizingNewlines(
            """
            checkout: Checkout (stopped), as of 2026-03-04T04:53:20Z
              variant        planned  exposed  in two variants  excluded  analysed
              old (control)  50.00 %    1,000                1         2       998
              new            50.00 %    1,010                0         0     1,010
              The split is fine.

              metric              variant  units    value     lift        95 % interval         p
              purchase (primary)  old        998  10.00 %
                                  new      1,010  12.00 %  +20.0 %  [-1.0 %, unbounded]  < 0.0001

              - It was higher.\
            """);
  }

  @Test
  void aRatioAndAQuantileHaveTheirValueAndALookSaysWhatComes() throws Exception {
    assertThat(
            text(
                """
                metrics {
                  metric: "p95" role: METRIC_ROLE_SECONDARY kind: METRIC_KIND_QUANTILE
                  unit_of_measure: "ms" values { variant: "old" units: 998 value: 341.2 }
                }
                no_verdict: "Events wait." upcoming_look { sentence: "Look 2 is due soon." }
                """))
        .contains("341.2 ms", "- no verdict: Events wait.", "  Look 2 is due soon.");
  }

  @Test
  void saysWhyNumbersAreWithheld() throws Exception {
    assertThat(text("withheld { reason: \"Not yet.\" }"))
        .endsWith("  Not yet.")
        .doesNotContain("metric ");
    assertThat(text("withheld { reason: \"Not yet.\" until { seconds: 1772700000 } }"))
        .endsWithIgnoringCase("  not before 2026-03-05T08:40:00Z.");
  }

  @Test
  void saysWhatIsRecommendedAndWhy() throws Exception {
    assertThat(
            text(
                """
                recommendation {
                  outcome: DECISION_OUTCOME_SHIP variant: "new" reasons: "It was higher."
                }
                """))
        .endsWith("%n  recommended: ship new%n  - It was higher.".formatted());
    assertThat(text("recommendation { outcome: DECISION_OUTCOME_KEEP_CONTROL }"))
        .endsWith("  recommended: keep control");
  }

  private static String text(String more) throws Exception {
    return ResultsText.of(TextFormat.parse(COUNTS + more, ExperimentResults.class));
  }
}
