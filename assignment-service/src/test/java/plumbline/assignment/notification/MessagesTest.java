package plumbline.assignment.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumbline.assignment.audit.AuditLog;
import plumbline.assignment.audit.AuditSubject;
import plumbline.proto.assignment.v1.Amendment;
import plumbline.proto.assignment.v1.Decision;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentState;

class MessagesTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123456Z");

  @Test
  void aProgramGetsAFewFieldsThatStay() {
    assertThat(JsonBody.of(news(Event.HALTED, "watcher", "orders \"fell\"", halted(), "")))
        .isEqualTo(
            """
            {"type":"experiment.halted","timestamp":"2026-03-01T12:00:00.123456Z","data":{\
            "key":"checkout","name":"One-page checkout","state":"EXPERIMENT_STATE_HALTED",\
            "version":6,"actor":"watcher","reason":"orders \\"fell\\""}}\
            """);
  }

  @Test
  void aLinkIsThereIfItIsKnown() {
    var news =
        news(Event.HALTED, "watcher", "", halted(), "https://p.example/experiments/checkout");
    assertThat(data(news, "link")).isEqualTo("https://p.example/experiments/checkout");
    assertThat(text(news))
        .endsWith("\n<https://p.example/experiments/checkout|See the experiment>");
  }

  @Test
  void theTrafficIsToldWhereItChanges() {
    var half = halted().setTraffic(0.5);
    assertThat(data(news(Event.STARTED, "ann", "", half, ""), "traffic")).isEqualTo("0.5");
    assertThat(text(news(Event.STARTED, "ann", "", half, "")))
        .isEqualTo("ann started *One-page checkout* (`checkout`) with 50 % of the traffic.");
    assertThat(text(news(Event.RAMPED, "", "", half.setTraffic(0.125), "")))
        .isEqualTo(
            "Its own schedule gave *One-page checkout* (`checkout`) more traffic: 12.5 % now.");
    assertThat(text(news(Event.RAMPED, "ann", "all is well", half.setTraffic(1), "")))
        .endsWith("more traffic: 100 % now.\n> all is well");
    assertThat(data(news(Event.STARTED, "ann", "", halted(), ""), "traffic")).isEqualTo("1.0");
  }

  @Test
  void aDecisionIsToldWithItsOutcome() {
    var decision =
        Decision.newBuilder()
            .setOutcome(DecisionOutcome.DECISION_OUTCOME_SHIP)
            .setVariant("one-page")
            .setReason("it sells")
            .setAgainstEvidence(true);
    var news = news(Event.DECIDED, "dora", "", halted().setDecision(decision), "");
    assertThat(data(news, "outcome")).isEqualTo("DECISION_OUTCOME_SHIP");
    assertThat(data(news, "variant")).isEqualTo("one-page");
    assertThat(data(news, "reason")).isEqualTo("it sells");
    assertThat(text(news))
        .isEqualTo(
            "dora decided *One-page checkout* (`checkout`): `one-page` is shipped."
                + " That is against the evidence.\n> it sells");
    decision.clear().setOutcome(DecisionOutcome.DECISION_OUTCOME_KEEP_CONTROL);
    assertThat(text(news(Event.DECIDED, "dora", "", halted().setDecision(decision), "")))
        .endsWith("control stays.");
  }

  @Test
  void oneApprovalMayNotBeEnough() {
    var waiting = halted().setState(ExperimentState.EXPERIMENT_STATE_IN_REVIEW);
    assertThat(text(news(Event.APPROVED, "rita", "", waiting, "")))
        .endsWith("it waits for further approvals.");
    waiting.setState(ExperimentState.EXPERIMENT_STATE_APPROVED);
    assertThat(text(news(Event.APPROVED, "rita", "", waiting, ""))).endsWith("it may be started.");
  }

  @Test
  void anAmendmentIsQuoted() {
    var amended =
        halted()
            .addAmendments(Amendment.newBuilder().setText("first"))
            .addAmendments(Amendment.newBuilder().setText("two\nlines"));
    assertThat(text(news(Event.AMENDED, "ann", "", amended, "")))
        .endsWith("added a note to the plan of *One-page checkout* (`checkout`).\n> two\n> lines");
  }

  @Test
  void nothingThatPeopleWriteIsReadAsMarkup() {
    var named =
        halted().setDefinition(ExperimentDefinition.newBuilder().setName("<!channel> A & B"));
    assertThat(text(news(Event.STOPPED, "a<b>", "<@U1> & co\r\nmore", named, "")))
        .isEqualTo(
            "a&lt;b&gt; stopped *&lt;!channel&gt; A &amp; B* (`checkout`): nobody new takes part,"
                + " everybody keeps what they have.\n> &lt;@U1&gt; &amp; co\n> more");
  }

  @Test
  void aLongReasonIsCutBetweenCharacters() {
    var long499 = "x".repeat(499);
    assertThat(text(news(Event.HALTED, "ann", long499 + "y", halted(), "")))
        .endsWith("> " + long499 + "y");
    assertThat(text(news(Event.HALTED, "ann", long499 + "yz", halted(), ""))).endsWith("xy…");
    assertThat(text(news(Event.HALTED, "ann", long499 + "😀z", halted(), ""))).endsWith("x…");
    assertThat(JsonBody.of(news(Event.HALTED, "ann", long499 + "yz", halted(), ""))).contains("yz");
  }

  private static Experiment.Builder halted() {
    return Experiment.newBuilder()
        .setKey("checkout")
        .setDefinition(ExperimentDefinition.newBuilder().setName("One-page checkout"))
        .setState(ExperimentState.EXPERIMENT_STATE_HALTED)
        .setVersion(6);
  }

  private static News news(
      Event event, String actor, String reason, Experiment.Builder after, String link) {
    var change =
        new AuditLog.Change(
            AT,
            actor,
            AuditSubject.EXPERIMENT,
            after.getKey(),
            after.getVersion(),
            event.word(),
            reason,
            null,
            after.build());
    return new News(event, change, after.build(), Optional.of(link).filter(it -> !it.isEmpty()));
  }

  private static String text(News news) {
    return JsonParser.parseString(SlackBody.of(news)).getAsJsonObject().get("text").getAsString();
  }

  private static String data(News news, String field) {
    return JsonParser.parseString(JsonBody.of(news))
        .getAsJsonObject()
        .getAsJsonObject("data")
        .get(field)
        .getAsString();
  }
}
