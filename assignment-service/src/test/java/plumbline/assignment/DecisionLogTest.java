package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Calls.governance;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;
import static plumbline.assignment.Verdicts.decide;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_ABANDONED;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_SHIP;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.protobuf.util.JsonFormat;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.DecisionLogEntry;
import plumbline.proto.assignment.v1.DecisionLogKind;
import plumbline.proto.assignment.v1.ListDecisionsRequest;
import plumbline.proto.assignment.v1.RecordIdeaRequest;
import plumbline.proto.assignment.v1.VerifyDecisionLogRequest;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class DecisionLogTest {
  private static final Gson PLAIN = new GsonBuilder().disableHtmlEscaping().create();

  @Test
  void anIdeaIsTakenDownOnce() {
    var id = Definitions.newKey("idea");
    var first = record(id, "Dark mode", "nobody asked");

    assertThat(first.getKind()).isEqualTo(DecisionLogKind.DECISION_LOG_KIND_IDEA);
    assertThat(first.getAuthor()).isEqualTo("ann");
    assertThat(first.getIdeaId()).isEqualTo(id);
    assertThat(first.hasDecision()).isFalse();
    assertThat(record(id, "Dark mode", "nobody asked")).isEqualTo(first);
    assertThat(refused(Status.Code.ALREADY_EXISTS, () -> record(id, "Light mode", "nobody asked")))
        .hasMessageContaining("Dark mode");
    var others =
        governance(Tokens.rita()).recordIdea(idea(id, "Dark mode", "nobody asked")).getEntry();
    assertThat(others.getSequence()).as("rita's own").isGreaterThan(first.getSequence());
  }

  @Test
  void sentTwiceAtOnceItIsOne() throws Exception {
    var id = Definitions.newKey("idea");
    Callable<?> send = () -> record(id, "Dark mode", "nobody asked");
    assertThat(new Race(send, send, send).run()).containsOnly("OK");
    assertThat(list(ListDecisionsRequest.newBuilder().setText("dark mode")))
        .filteredOn(it -> it.getIdeaId().equals(id))
        .hasSize(1);
    assertThat(verify().getIntact()).isTrue();
  }

  @Test
  void anybodyCanComputeTheChainAgain() throws Exception {
    record(Definitions.newKey("idea"), "\"Größe\" \\ 日本 <b>", "zero\twidth 😀 & more");
    var key = Definitions.newKey("chain");
    Flow.create(key, Definitions.valid().build());
    decide(key, DECISION_OUTCOME_ABANDONED, "");

    var all = new ArrayList<DecisionLogEntry>();
    var token = "";
    do {
      var page =
          governance(Tokens.ann())
              .listDecisions(
                  ListDecisionsRequest.newBuilder().setPageSize(3).setPageToken(token).build());
      all.addAll(page.getEntriesList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    var previous = "0".repeat(64);
    var sequence = 0L;
    for (var entry : all.reversed()) {
      assertThat(entry.getSequence()).isEqualTo(++sequence);
      assertThat(entry.getPreviousSha256()).isEqualTo(previous);
      assertThat(sha256(entry)).as("entry %d", sequence).isEqualTo(entry.getSha256());
      previous = entry.getSha256();
    }
    var verified = verify();
    assertThat(verified.getIntact()).isTrue();
    assertThat(verified.getEntries()).isEqualTo(sequence).isGreaterThanOrEqualTo(2);
    assertThat(verified.getHeadSha256()).isEqualTo(previous);
  }

  @Test
  void isFoundByWhatItIsAbout() {
    var key = Definitions.newKey("found");
    Flow.create(
        key,
        Definitions.valid().setName("Nudge " + key.toUpperCase(java.util.Locale.ROOT)).build());
    decide(key, DECISION_OUTCOME_ABANDONED, "");
    var id = Definitions.newKey("idea");
    record(id, "An idea", "it is like " + key);

    assertThat(list(text(key))).extracting(DecisionLogEntry::getSequence).hasSize(2);
    assertThat(list(text(key).addKinds(DecisionLogKind.DECISION_LOG_KIND_IDEA)))
        .singleElement()
        .extracting(DecisionLogEntry::getIdeaId)
        .isEqualTo(id);
    assertThat(list(text(key).addOutcomes(DECISION_OUTCOME_ABANDONED)))
        .singleElement()
        .extracting(DecisionLogEntry::getExperiment)
        .isEqualTo(key);
    assertThat(list(text("nudge " + key))).hasSize(1);
    assertThat(list(text(key).addOutcomes(DECISION_OUTCOME_SHIP))).isEmpty();
    assertThat(list(text(key).setAgainstEvidence(true))).isEmpty();
    assertThat(list(ListDecisionsRequest.newBuilder().setExperiment(key))).hasSize(1);
    assertThat(list(text("100%_"))).as("no wildcards").isEmpty();
    var newest = list(text(key).setPageSize(1));
    assertThat(newest).singleElement().extracting(DecisionLogEntry::getIdeaId).isEqualTo(id);
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThat(invalidFields(() -> record("", "", " ")))
        .containsExactly("title", "reason", "idea_id");
    assertThat(
            invalidFields(() ->
                list(
                    ListDecisionsRequest.newBuilder()
                        .setPageSize(501)
                        .setPageToken("x")
                        .setExperiment("No Key")
                        .addKindsValue(9)
                        .addOutcomesValue(0)
                        .setText("x".repeat(201)))))
        .containsExactly(
            "page_size", "page_token", "experiment", "kinds[0]", "outcomes[0]", "text");
    assertThat(
            invalidFields(() ->
                governance(Tokens.ann())
                    .verifyDecisionLog(
                        VerifyDecisionLogRequest.newBuilder()
                            .setKnownSequence(1)
                            .setKnownSha256("abc")
                            .build())))
        .containsExactly("known_sha256");
    refused(
        Status.Code.PERMISSION_DENIED,
        () -> governance(Tokens.client()).recordIdea(idea("i", "t", "r")));
  }

  private static String sha256(DecisionLogEntry entry) throws Exception {
    var json = JsonFormat.printer().print(entry.toBuilder().clearSha256());
    var canonical = PLAIN.toJson(sorted(PLAIN.fromJson(json, Map.class)));
    var digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(canonical.getBytes(StandardCharsets.UTF_8)));
  }

  private static Map<String, Object> sorted(Map<?, ?> object) {
    var sorted = new TreeMap<String, Object>();
    object.forEach((key, value) ->
        sorted.put((String) key, value instanceof Map<?, ?> map ? sorted(map) : value));
    return sorted;
  }

  private static ListDecisionsRequest.Builder text(String text) {
    return ListDecisionsRequest.newBuilder().setText(text);
  }

  private static List<DecisionLogEntry> list(ListDecisionsRequest.Builder request) {
    return governance(Tokens.ann()).listDecisions(request.build()).getEntriesList();
  }

  private static plumbline.proto.assignment.v1.VerifyDecisionLogResponse verify() {
    return governance(Tokens.ann())
        .verifyDecisionLog(VerifyDecisionLogRequest.getDefaultInstance());
  }

  private static RecordIdeaRequest idea(String id, String title, String reason) {
    return RecordIdeaRequest.newBuilder().setIdeaId(id).setTitle(title).setReason(reason).build();
  }

  private static DecisionLogEntry record(String id, String title, String reason) {
    return governance(Tokens.ann()).recordIdea(idea(id, title, reason)).getEntry();
  }
}
