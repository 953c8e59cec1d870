package plumbline.analysis.dashboard.aachecks;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import plumbline.proto.analysis.v1.AaCheck;
import plumbline.proto.analysis.v1.AaVerdict;
import plumbline.proto.analysis.v1.FalsePositives;
import plumbline.proto.analysis.v1.ListAaChecksResponse;

class AaViewsTest {
  @Test
  void aFinishedCheckShowsItsRatesAndThePValues() {
    var reply = ListAaChecksResponse.newBuilder().addChecks(finished()).setNextPageToken("7");

    var view = AaViews.of(reply.build());

    assertThat(view.running()).isFalse();
    assertThat(view.next()).isEqualTo("/aa-checks?page=7");
    var check = view.checks().getFirst();
    assertThat(check.verdict()).isEqualTo("Failed");
    assertThat(check.tone()).isEqualTo("bad");
    assertThat(check.rates())
        .containsExactly(
            new AaView.Rate(
                "One comparison (fixed horizon)", "9.00 %", "90 of 1,000", "< 0.0001", "5 %"),
            new AaView.Rate(
                "Any of 10 looks (always valid)", "1.20 %", "12 of 1,000", "1", "at most 5 %"));
    var histogram = requireNonNull(check.histogram());
    assertThat(histogram.x()).hasSize(20).startsWith("0.00 to 0.05").endsWith("0.95 to 1.00");
    assertThat(histogram.lines().getFirst().value()).isEqualTo(50);
    assertThat(histogram.rows().getFirst().cells()).containsExactly("50");
  }

  @Test
  void aRunningCheckHasNoFiguresYet() {
    var running = AaCheck.newBuilder().setVerdict(AaVerdict.AA_VERDICT_RUNNING);

    var view = AaViews.of(ListAaChecksResponse.newBuilder().addChecks(running).build());

    assertThat(view.running()).isTrue();
    assertThat(view.next()).isNull();
    assertThat(view.checks().getFirst().rates()).isEmpty();
    assertThat(view.checks().getFirst().histogram()).isNull();
  }

  private static AaCheck finished() {
    return AaCheck.newBuilder()
        .setId("12")
        .setVerdict(AaVerdict.AA_VERDICT_FAILED)
        .setFixedHorizon(rate(90, 1e-7, true))
        .setAlwaysValid(rate(12, 1, false))
        .addAllPValueCounts(Collections.nCopies(20, 50L))
        .build();
  }

  private static FalsePositives rate(int rejections, double pValue, boolean twoSided) {
    return FalsePositives.newBuilder()
        .setRejections(rejections)
        .setSplits(1_000)
        .setRate(rejections / 1_000.0)
        .setPValue(pValue)
        .setTwoSided(twoSided)
        .build();
  }
}
