package plumbline.analysis.dashboard.experiments;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import plumbline.analysis.dashboard.field.Option;
import plumbline.analysis.dashboard.field.Typed;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.ListExperimentsRequest;

/**
 * Which experiments are looked for.
 *
 * @param state by name; what is no state counts as none
 * @param page token of the page; empty: the first
 */
public record ListFilter(String text, String state, String owner, String tag, String page) {
  static final int SIZE = 25;

  static ListFilter of(Map<String, String> sent) {
    var typed = new Typed(sent);
    return new ListFilter(
        typed.text("text"),
        typed.text("state"),
        typed.text("owner"),
        typed.text("tag"),
        typed.text("page"));
  }

  /** Whether something is looked for. */
  public boolean isSet() {
    return !(text + state + owner + tag).isEmpty();
  }

  /** The states, to be chosen from. */
  public List<Option> states() {
    var all =
        known().map(it -> new Option(it.name(), Statuses.of(it).label(), it.name().equals(state)));
    return Stream.concat(Stream.of(new Option("", "Any", state.isEmpty())), all).toList();
  }

  /** Where the page with that token is. */
  String link(String token) {
    return "/experiments?text=%s&state=%s&owner=%s&tag=%s&page=%s"
        .formatted(encode(text), encode(state), encode(owner), encode(tag), encode(token));
  }

  ListExperimentsRequest request() {
    var request =
        ListExperimentsRequest.newBuilder()
            .setPageSize(SIZE)
            .setPageToken(page)
            .setText(text)
            .setOwner(owner);
    known().filter(it -> it.name().equals(state)).forEach(request::addStates);
    if (!tag.isEmpty()) {
      request.addTags(tag);
    }
    return request.build();
  }

  private static Stream<ExperimentState> known() {
    return Arrays.stream(ExperimentState.values())
        .filter(it -> it != ExperimentState.UNRECOGNIZED && it.getNumber() > 0);
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, UTF_8);
  }
}
