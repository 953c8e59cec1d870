package plumbline.analysis.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumbline.analysis.alarm.Alarm.Telling;
import plumbline.analysis.alarm.Alarms.Scope;
import plumbline.kit.notification.Format;

class AlarmsTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Scope SCOPE = new Scope("faster", "A faster page");
  private static final Subject SLOW = new Subject(Concern.GUARDRAIL, "slow", "fast");
  private static final Repeats DAILY =
      new Repeats(Duration.ofDays(1), Optional.of(QuietHours.parse("22:00-07:00 Europe/Berlin")));

  @Test
  void whatIsWellFromTheBeginningIsNotTold() {
    var changes = changes(List.of(), false, NOON);
    assertThat(changes.steps()).hasSize(1);
    assertThat(changes.told()).isZero();
  }

  @Test
  void eachChangeOfStateIsToldOnce() {
    var raised = changes(List.of(), true, NOON);
    assertThat(tellings(raised)).containsExactly(Telling.RAISED);
    var kept = kept(raised);
    assertThat(changes(kept, true, NOON.plusSeconds(2)).steps()).isEmpty();
    var cleared = changes(kept, false, NOON.plusSeconds(4));
    assertThat(tellings(cleared)).containsExactly(Telling.CLEARED);
    assertThat(cleared.steps().getFirst().alarm().since()).isEqualTo(NOON.plusSeconds(4));
    assertThat(changes(kept(cleared), false, NOON.plusSeconds(6)).steps()).isEmpty();
  }

  @Test
  void whatPersistsIsRepeatedAlsoBetweenLooks() {
    var kept = kept(changes(List.of(), true, NOON));
    var dayLater = NOON.plus(Duration.ofDays(1));
    assertThat(nothingFound(kept, dayLater.minusSeconds(1), DAILY).steps()).isEmpty();
    var repeated = nothingFound(kept, dayLater, DAILY);
    assertThat(tellings(repeated)).containsExactly(Telling.REPEATED);
    assertThat(repeated.steps().getFirst().alarm().since()).isEqualTo(NOON);
    assertThat(nothingFound(kept(repeated), dayLater.plusSeconds(2), DAILY).steps()).isEmpty();
    var never = new Repeats(Duration.ZERO, Optional.empty());
    assertThat(nothingFound(kept, dayLater.plus(Duration.ofDays(9)), never).steps()).isEmpty();
  }

  @Test
  void quietHoursDelayRepeatsAndNothingElse() {
    var night = Instant.parse("2026-03-02T23:30:00Z");
    var raised = changes(List.of(), true, night);
    assertThat(tellings(raised)).as("at night").containsExactly(Telling.RAISED);
    var kept = kept(raised);
    assertThat(nothingFound(kept, night.plus(Duration.ofDays(1)), DAILY).steps()).isEmpty();
    assertThat(tellings(nothingFound(kept, Instant.parse("2026-03-04T06:00:00Z"), DAILY)))
        .as("07:00 in Berlin")
        .containsExactly(Telling.REPEATED);
  }

  @Test
  void aSentenceIsRenewedOnceAMinuteWithoutAWord() {
    var kept = kept(changes(List.of(), false, NOON));
    var other = new Finding(SLOW, false, "other numbers");
    assertThat(Alarms.changes(SCOPE, kept, List.of(other), NOON.plusSeconds(59), DAILY).steps())
        .isEmpty();
    var renewed = Alarms.changes(SCOPE, kept, List.of(other), NOON.plusSeconds(60), DAILY);
    assertThat(renewed.told()).isZero();
    assertThat(renewed.steps().getFirst().alarm().sentence()).isEqualTo("other numbers");
  }

  @Test
  void quietHoursMayPassMidnightAndFollowTheirZone() {
    var berlin = QuietHours.parse(" 22:00-07:00   Europe/Berlin ");
    assertThat(berlin.covers(Instant.parse("2026-03-01T20:59:00Z"))).isFalse();
    assertThat(berlin.covers(Instant.parse("2026-03-01T21:00:00Z"))).isTrue();
    assertThat(berlin.covers(Instant.parse("2026-03-02T05:59:59Z"))).isTrue();
    assertThat(berlin.covers(Instant.parse("2026-03-02T06:00:00Z"))).isFalse();
    assertThat(berlin.covers(Instant.parse("2026-07-02T05:00:00Z"))).as("summer").isFalse();
    var lunch = QuietHours.parse("12:00-13:00 UTC");
    assertThat(lunch.covers(NOON)).isTrue();
    assertThat(lunch.covers(NOON.plus(Duration.ofHours(1)))).isFalse();
  }

  @Test
  void quietHoursThatAreNoneAreRefused() {
    for (var text :
        new String[] {
          "",
          "22:00",
          "22:00-07:00",
          "22-7 UTC",
          "24:00-07:00 UTC",
          "22:00-22:00 UTC",
          "22:00-07:00 Mars/Phobos"
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> QuietHours.parse(text))
          .withMessageContaining("22:00-07:00 Europe/Berlin")
          .withMessageContaining("\"" + text + "\"");
    }
  }

  @Test
  void messagesSayWhatItIsAndSinceWhen() {
    var alarm = changes(List.of(), true, NOON).steps().getFirst().alarm();
    var message =
        new AlarmMessage(
            Telling.RAISED, alarm, "faster", "A <faster> page", Optional.of("https://p/x"));
    var json = JsonParser.parseString(message.body(Format.JSON)).getAsJsonObject();
    assertThat(json.get("type").getAsString()).isEqualTo("guardrail.raised");
    assertThat(json.get("timestamp").getAsString()).isEqualTo(NOON.toString());
    var data = json.getAsJsonObject("data");
    assertThat(data.get("experiment").getAsString()).isEqualTo("faster");
    assertThat(data.get("metric").getAsString()).isEqualTo("slow");
    assertThat(data.get("treatment").getAsString()).isEqualTo("fast");
    assertThat(data.get("since").getAsString()).isEqualTo(NOON.toString());
    assertThat(data.get("sentence").getAsString()).isEqualTo("slow is so & so");
    assertThat(data.get("link").getAsString()).isEqualTo("https://p/x");
    assertThat(
            JsonParser.parseString(message.body(Format.SLACK))
                .getAsJsonObject()
                .get("text")
                .getAsString())
        .isEqualTo(
            "*A &lt;faster&gt; page* (`faster`)\nAlarm: slow is so &amp; so\n"
                + "<https://p/x|See the experiment>");
  }

  private static Alarms.Changes changes(List<Alarm> kept, boolean raised, Instant now) {
    var finding = new Finding(SLOW, raised, "slow is so & so");
    return Alarms.changes(SCOPE, kept, List.of(finding), now, DAILY);
  }

  private static Alarms.Changes nothingFound(List<Alarm> kept, Instant now, Repeats repeats) {
    return Alarms.changes(SCOPE, kept, List.of(), now, repeats);
  }

  private static List<Alarm> kept(Alarms.Changes changes) {
    return changes.steps().stream().map(Alarm.Step::alarm).toList();
  }

  private static List<Telling> tellings(Alarms.Changes changes) {
    return changes.steps().stream().flatMap(step -> step.telling().stream()).toList();
  }
}
