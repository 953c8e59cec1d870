package plumbline.assignment.snapshot;

import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;

/** The keys of the snapshot in Redis; their common hash tag keeps them on one node of a cluster. */
final class SharedKeys {
  // Another one for rows that are written differently: replicas of two versions share nothing.
  private static final int FORMAT = 3;

  private final String prefix;

  SharedKeys(String base) {
    this.prefix = "{" + base + "}:" + FORMAT + ":";
  }

  /** Hash: epoch, version, fingerprint, confirmed. */
  String meta() {
    return prefix + "meta";
  }

  /** Hash: rows by their ids. */
  String rows() {
    return prefix + "rows";
  }

  /** Sorted set: ids of the rows by the version at which they changed. */
  String changed() {
    return prefix + "changed";
  }

  /** A call of the script, to which its own arguments are yet to be added. */
  Request script(String script) {
    return Request.cmd(Command.EVAL).arg(script).arg(3).arg(meta()).arg(rows()).arg(changed());
  }
}
