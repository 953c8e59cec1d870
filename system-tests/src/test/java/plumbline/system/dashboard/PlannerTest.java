package plumbline.system.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Plans tried out at the dashboard. */
class PlannerTest {
  private static final String SHARE =
      "/planner?kind=METRIC_KIND_PROPORTION&value=10%25&direction=METRIC_DIRECTION_INCREASE"
          + "&mde=10&alpha=0.05&power=80&weights=50,50&units=2000&traffic=100&days=90";

  @Test
  void thePageBeginsWithAPlan() {
    var page = Visitor.as("analyst").get("/planner");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("To find a relative change of 10 %", "Units per variant");
    assertThat(page.body()).containsOnlyOnce("id=\"outcome\"").contains("data-chart=");
  }

  @Test
  void aPlanIsLinkedTo() {
    // (z(.975) sqrt(2 . .105 . .895) + z(.8) sqrt(.1 . .9 + .11 . .89))^2 / .01^2 = 14,751.
    var page = Visitor.as("reviewer").get(SHARE);

    assertThat(page.text()).containsPattern("each variant needs at least 14,7[0-9]{2} units");
    assertThat(page.body().split("data-chart=", -1)).hasSize(4);
  }

  @Test
  void aTimeThatDoesNotSufficeIsSaidInWords() {
    assertThat(Visitor.as("analyst").get(SHARE.replace("days=90", "days=3")).text())
        .contains("The time does not suffice. Enrolment takes", "and 3 days are allowed");
  }

  @Test
  void theFragmentIsThePlanAlone() {
    var plan = Visitor.as("analyst").get(SHARE.replace("/planner?", "/planner/plan?"));

    assertThat(plan.body()).doesNotContain("<html").contains("hx-swap-oob=\"true\"");
    assertThat(plan.text()).contains("To find a relative change of 10 %");
  }

  @Test
  void whatCannotBePlannedIsSaidAtItsField() {
    var page = Visitor.as("analyst").get(SHARE.replace("mde=10", "mde=none"));

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("No plan yet", "(MDE), %: must be a number");
    assertThat(page.body()).contains("id=\"f-mde-wrong\"", "value=\"none\"");
  }

  @Test
  void aRecordedBaselineOfNothingIsRefusedInWords() {
    var page =
        Visitor.as("analyst")
            .get("/planner?source=recorded&experiment=nowhere&metric=orders&mde=5");

    assertThat(page.text()).contains("No plan yet", "nowhere");
  }

  @Test
  void onlyWhoMayDefineIsOfferedToStart() {
    assertThat(Visitor.as("experimenter").get(SHARE).body())
        .contains("Start an experiment with this plan")
        .contains("plan.baseline=0.1&amp;", "plan.mde=10");
    assertThat(Visitor.as("analyst").get(SHARE).body())
        .doesNotContain("Start an experiment with this plan");
  }

  @Test
  void whatWasTypedIsTextAndNothingElse() {
    var page = Visitor.as("analyst").get(SHARE.replace("mde=10", "mde=%22%3E%3Cimg%20src=x%3E"));

    assertThat(page.body()).doesNotContain("<img src=x");
  }
}
