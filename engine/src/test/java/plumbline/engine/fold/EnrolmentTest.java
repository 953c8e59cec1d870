package plumbline.engine.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.engine.fold.FoldPlan.OPEN;

import org.junit.jupiter.api.Test;

class EnrolmentTest {

  @Test
  void aRunningExperimentIsOpen() {
    var running = new Enrolment(10, OPEN, OPEN, OPEN, OPEN);
    assertThat(running.end()).isEqualTo(OPEN);
    assertThat(running.cut()).isEqualTo(OPEN);
    assertThat(running.settled(5)).isEqualTo(OPEN);
  }

  @Test
  void enrolmentEndsAtTheEarliestOfAll() {
    assertThat(new Enrolment(10, 50, 60, OPEN, OPEN).end()).isEqualTo(50);
    assertThat(new Enrolment(10, 50, 40, OPEN, OPEN).end()).isEqualTo(40);
    assertThat(new Enrolment(10, 50, OPEN, OPEN, 30).end()).isEqualTo(30);
    assertThat(new Enrolment(10, OPEN, OPEN, 20, 30).end()).isEqualTo(20);
  }

  @Test
  void windowsRunOutAfterAStopButAreCutByAHalt() {
    assertThat(new Enrolment(10, 50, OPEN, OPEN, OPEN).settled(7)).isEqualTo(57);
    assertThat(new Enrolment(10, 50, 52, OPEN, OPEN).settled(7)).isEqualTo(52);
    assertThat(new Enrolment(10, OPEN, 52, OPEN, OPEN).settled(7)).isEqualTo(52);
  }
}
