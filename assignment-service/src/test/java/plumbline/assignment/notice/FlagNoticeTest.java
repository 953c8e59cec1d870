package plumbline.assignment.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlagNoticeTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  @Test
  void nothingNewIsNoNotice() {
    var none = FlagNotice.none();
    assertThat(none.next(Map.of(), NOW)).isSameAs(none);
    var first = FlagNotice.none().next(Map.of("a", "1"), NOW);
    assertThat(first.number()).isEqualTo(1);
    assertThat(first.time()).isEqualTo(NOW);
    assertThat(first.next(Map.of("a", "1"), NOW.plusSeconds(1))).isSameAs(first);
  }

  @Test
  void exactlyWhatChangedIsTold() {
    var first = FlagNotice.none().next(Map.of("a", "1", "b", "1", "c", "1"), NOW);
    var second = first.next(Map.of("a", "1", "b", "2", "d", "1"), NOW);
    assertThat(changes(second, 1)).isEqualTo(Map.of("b", "update", "c", "delete", "d", "write"));
    assertThat(changes(second, 2)).isEmpty();
    assertThat(changes(second, 0).keySet()).containsExactlyInAnyOrder("a", "b", "c", "d");
  }

  @Test
  void whoMissedSeveralIsToldThemAsOne() {
    var notice = FlagNotice.none().next(Map.of("a", "1", "gone", "1", "back", "1"), NOW);
    notice = notice.next(Map.of("a", "2", "new", "1", "back", "1"), NOW);
    notice = notice.next(Map.of("a", "3", "new", "2"), NOW);
    notice = notice.next(Map.of("a", "3", "new", "2", "back", "1"), NOW);
    assertThat(changes(notice, 1))
        .isEqualTo(Map.of("a", "update", "gone", "delete", "new", "write", "back", "write"));
    assertThat(changes(notice, 2))
        .isEqualTo(Map.of("a", "update", "new", "update", "back", "write"));
    assertThat(changes(notice, 3)).isEqualTo(Map.of("back", "write"));
  }

  @Test
  void theMarkIsOfTheFlagsAloneHoweverTheyCameAbout() {
    var here = FlagNotice.none().next(Map.of("a", "1", "x", "1"), NOW).next(Map.of("a", "2"), NOW);
    var there = FlagNotice.none().next(Map.of("a", "2"), NOW.plusSeconds(9));
    assertThat(here.etag()).isEqualTo(there.etag());
    assertThat(here.next(Map.of("a", "1"), NOW).etag()).isNotEqualTo(here.etag());
    assertThat(here.next(Map.of("b", "2"), NOW).etag()).isNotEqualTo(here.etag());
  }

  /** Whoever applies what it is told, at whatever moments, has the flags as they are. */
  @Test
  void whoReadsNowAndThenHasAllOfIt() {
    for (var seed = 1; seed <= 50; seed++) {
      var random = new Random(seed);
      Map<String, String> now = new HashMap<>();
      var seen = new HashMap<String, String>();
      var told = 0L;
      var notice = FlagNotice.none();
      for (var step = 0; step < 60; step++) {
        var key = "f" + random.nextInt(8);
        if (random.nextInt(4) == 0) {
          now.remove(key);
        } else {
          now.put(key, String.valueOf(step));
        }
        notice = notice.next(Map.copyOf(now), NOW);
        if (random.nextInt(5) == 0 || step == 59) {
          for (var change : changes(notice, told).entrySet()) {
            if (change.getValue().equals("delete")) {
              seen.remove(change.getKey());
            } else {
              seen.put(change.getKey(), String.valueOf(now.get(change.getKey())));
            }
          }
          told = notice.number();
          assertThat(seen).as("seed %d, step %d", seed, step).isEqualTo(now);
        }
      }
    }
  }

  private static Map<String, String> changes(FlagNotice notice, long told) {
    Map<String, String> changes = new HashMap<>();
    notice
        .since(told)
        .getFieldsOrThrow("flags")
        .getStructValue()
        .getFieldsMap()
        .forEach((key, change) ->
            changes.put(key, change.getStructValue().getFieldsOrThrow("type").getStringValue()));
    return changes;
  }
}
