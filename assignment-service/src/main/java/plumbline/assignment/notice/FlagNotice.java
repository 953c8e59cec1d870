package plumbline.assignment.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.snapshot.AssignableFlag;

/**
 * Every flag, and since which notice it is as it is. A stream keeps only the number of the last
 * notice that it was told: from that and the newest follows what it missed, however much it was.
 * Immutable.
 */
public final class FlagNotice {
  private static final Value WRITE = change("write");
  private static final Value UPDATE = change("update");
  private static final Value DELETE = change("delete");

  private final long number;
  private final String etag;
  private final Instant time;
  private final Map<String, Known> flags;
  // Nearly all streams have missed the same.
  private volatile @Nullable Missed lastAsked;

  private FlagNotice(long number, Instant time, Map<String, Known> flags) {
    this.number = number;
    this.time = time;
    this.flags = flags;
    this.etag = hash(flags);
  }

  /** Nothing was ever told. */
  static FlagNotice none() {
    return new FlagNotice(0, Instant.EPOCH, Map.of());
  }

  /** Grows by one with each notice, from 1, on this replica. */
  public long number() {
    return number;
  }

  /** The same on every replica that has the same flags, as they are now. */
  public String etag() {
    return etag;
  }

  /** When this replica learned of it. */
  public Instant time() {
    return time;
  }

  /**
   * What follows from the flags as they are now; this one if nothing that they answer changed.
   *
   * @param now the revision of each flag in use
   */
  FlagNotice next(Map<String, String> now, Instant when) {
    var next = HashMap.<String, Known>newHashMap(now.size());
    now.forEach(
        (key, revision) -> next.put(key, Known.after(flags.get(key), revision, number + 1)));
    flags.forEach((key, flag) -> next.putIfAbsent(key, Known.after(flag, null, number + 1)));
    return next.equals(flags) ? this : new FlagNotice(number + 1, when, next);
  }

  /** What changed after the notice of that number: {@code {"flags": {key: {"type": …}}}}. */
  public Struct since(long told) {
    var asked = lastAsked;
    if (asked == null || asked.told != told) {
      asked = new Missed(told, changes(told));
      lastAsked = asked;
    }
    return asked.changes;
  }

  private Struct changes(long told) {
    var changes = Struct.newBuilder();
    flags.forEach((key, flag) -> {
      if (flag.changed > told) {
        changes.putFields(key, flag.change(told));
      }
    });
    return Struct.newBuilder()
        .putFields("flags", Value.newBuilder().setStructValue(changes).build())
        .build();
  }

  /** Flags that changed some time ago, marked as such: {@code {"flags": …, "recent": true}}. */
  static Struct recent(List<AssignableFlag> flags) {
    var changes = Struct.newBuilder();
    flags.forEach(flag -> changes.putFields(flag.key(), flag.archived() ? DELETE : UPDATE));
    return Struct.newBuilder()
        .putFields("flags", Value.newBuilder().setStructValue(changes).build())
        .putFields("recent", Value.newBuilder().setBoolValue(true).build())
        .build();
  }

  private static Value change(String type) {
    var fields = Struct.newBuilder();
    fields.putFields("type", Value.newBuilder().setStringValue(type).build());
    return Value.newBuilder().setStructValue(fields).build();
  }

  private static String hash(Map<String, Known> flags) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      new TreeMap<>(flags)
          .forEach((key, flag) -> {
            if (flag.revision != null) {
              digest.update((key + " " + flag.revision + "\n").getBytes(UTF_8));
            }
          });
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Missed(long told, Struct changes) {}

  /**
   * A flag.
   *
   * @param revision what it answers by; null once it is out of use
   * @param made the number of the notice that first had it
   * @param changed the number of the notice that last changed it
   */
  private record Known(@Nullable String revision, long made, long changed) {
    static Known after(@Nullable Known before, @Nullable String revision, long number) {
      // What was gone and is there again is new to whoever was told that it is gone.
      if (before == null || (before.revision == null && revision != null)) {
        return new Known(revision, number, number);
      }
      return Objects.equals(before.revision, revision)
          ? before
          : new Known(revision, before.made, number);
    }

    Value change(long told) {
      if (revision == null) {
        return DELETE;
      }
      return made > told ? WRITE : UPDATE;
    }
  }
}
