package plumbline.assignment.flag;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A flag's row, and how it stands. */
record FoundFlag(FlagEntity flag, FlagStandingEntity standing) {

  static FoundFlag of(Object[] row) {
    return new FoundFlag((FlagEntity) row[0], (FlagStandingEntity) row[1]);
  }

  /** When it was last part of an answer for all flags; null if it never was, for all we know. */
  @Nullable Instant bulkEvaluateTime() {
    var last = standing.bulkEvaluateTime;
    var archived = flag.archiveTime;
    var wasThere =
        last != null
            && !last.isBefore(flag.createTime)
            && (archived == null || last.isBefore(archived));
    return wasThere ? last : null;
  }
}
