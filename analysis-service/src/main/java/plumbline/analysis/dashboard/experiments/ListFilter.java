package plumbline.analysis.dashboard.experiments;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import plumbline.analysis.dashboard.field.Option;
import plumbline.analysis.dashboard.field.Typed;
import plumbline.analysis.page.Badge;
import plumbline.analysis.page.Links;
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
        known().map(it -> new Option(it.name(), Badge.of(it).label(), it.name().equals(state)));
    return Stream.concat(Stream.of(new Option("", "Any", state.isEmpty())), all).toList();
  }

  /** Where the page with that token is. */
  String link(String token) {
    return Links.to(
        "/experiments",
        Map.of("text", text, "state", state, "owner", owner, "tag", tag, "page", token));
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
}
