package plumbline.assignment.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.change.StoredRow;
import plumbline.assignment.change.StoredRow.Kind;
import plumbline.proto.assignment.v1.DefinitionChanges;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.Holdout;
import plumbline.proto.assignment.v1.SdkKeyCredential;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

/**
 * Everything once, and then what changed, for as long as that leads on from what was sent. Flags
 * are left out: where they alone changed, there is an empty change.
 */
final class ChangesFeed implements Watcher.Feed {
  /** A single experiment that is larger has a part of its own; it is far below what gRPC takes. */
  private static final int MOST_BYTES = 1024 * 1024;

  private Snapshot.@Nullable Lineage lineage;
  private long sent;

  @Override
  public Iterator<WatchExperimentsResponse> towards(Snapshot snapshot) {
    var whole = lineage != snapshot.lineage();
    var since = sent;
    var version = snapshot.version().version();
    if (!whole && version <= since) {
      return Collections.emptyIterator();
    }
    lineage = snapshot.lineage();
    sent = version;
    var contents = snapshot.contents();
    return parts(snapshot, whole, whole ? contents.rows() : contents.since(since)).iterator();
  }

  private static List<WatchExperimentsResponse> parts(
      Snapshot snapshot, boolean whole, Collection<StoredRow> rows) {
    var parts = new ArrayList<WatchExperimentsResponse>();
    var part = part(snapshot, whole);
    var bytes = 0L;
    for (var row : rows) {
      if (row.kind() == Kind.FLAG) {
        continue;
      }
      var size = row.contract().getSerializedSize();
      if (bytes > 0 && bytes + size > MOST_BYTES) {
        parts.add(response(part));
        part = part(snapshot, whole);
        bytes = 0;
      }
      add(part, row);
      bytes += size;
    }
    parts.add(response(part.setLast(true)));
    return parts;
  }

  private static void add(DefinitionChanges.Builder part, StoredRow row) {
    switch (row.kind()) {
      case EXPERIMENT -> part.addExperiments((Experiment) row.contract());
      case HOLDOUT -> part.addHoldouts((Holdout) row.contract());
      case SDK_KEY -> part.addSdkKeys((SdkKeyCredential) row.contract());
      case FLAG -> {}
    }
  }

  private static DefinitionChanges.Builder part(Snapshot snapshot, boolean whole) {
    return DefinitionChanges.newBuilder()
        .setEpoch(snapshot.version().epoch())
        .setVersion(snapshot.version().version())
        .setWhole(whole);
  }

  private static WatchExperimentsResponse response(DefinitionChanges.Builder part) {
    return WatchExperimentsResponse.newBuilder().setChanges(part).build();
  }
}
