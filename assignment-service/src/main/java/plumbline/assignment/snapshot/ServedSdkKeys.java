package plumbline.assignment.snapshot;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.kit.identity.SdkKeys;
import plumbline.proto.assignment.v1.SdkKeyCredential;

/** Callers are known by the SDK keys of the snapshot that this replica serves. */
@ApplicationScoped
class ServedSdkKeys {
  private final Snapshots snapshots;
  private final SdkKeys known;
  private @Nullable List<SdkKeyCredential> taken;

  @Inject
  ServedSdkKeys(Snapshots snapshots, SdkKeys known) {
    this.snapshots = snapshots;
    this.known = known;
  }

  void start(@Observes StartupEvent event) {
    snapshots.watch(_ -> take());
    // After it watches, or one in between would be missed.
    take();
  }

  /** Of the snapshot that is served now: calls come in any order. */
  private synchronized void take() {
    snapshots
        .current()
        .map(snapshot -> snapshot.contents().sdkKeys())
        .filter(keys -> !keys.equals(taken))
        .ifPresent(keys -> {
          known.replace(keys);
          taken = keys;
        });
  }
}
