package plumbline.analysis.dashboard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import plumbline.proto.analysis.v1.ResultsView;

class ScorecardQueryTest {
  @Test
  void whatIsUsualIsLeftOut() {
    assertThat(ScorecardQuery.parse("", "", "").url("/x")).isEqualTo("/x");
    assertThat(ScorecardQuery.parse("other", "relative", "")).isEqualTo(ScorecardQuery.USUAL);
  }

  @Test
  void whatIsChosenStaysWhileSomethingElseIs() {
    var query = ScorecardQuery.parse("latest", "scaled", "country & \"city\"");

    assertThat(query.view()).isEqualTo(ResultsView.RESULTS_VIEW_LATEST);
    assertThat(query.with(Impact.ABSOLUTE).url("/x"))
        .isEqualTo("/x?view=latest&impact=absolute&segment=country+%26+%22city%22");
    assertThat(query.withSegment("").withLatest(false).url("/x")).isEqualTo("/x?impact=scaled");
  }
}
