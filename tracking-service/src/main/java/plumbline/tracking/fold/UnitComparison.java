package plumbline.tracking.fold;

import java.sql.SQLException;
import plumbline.engine.fold.UnitState;
import plumbline.tracking.unit.UnitKey;

/** Holds what units' events say against what is stored of them; both come in the same order. */
final class UnitComparison {
  private final StoredUnits stored;
  private long units;
  private long differing;

  UnitComparison(StoredUnits stored) {
    this.stored = stored;
  }

  /** What the next unit's events come to. */
  void take(UnitKey unit, UnitState computed) throws SQLException {
    units++;
    while (stored.isBefore(unit)) {
      skip();
    }
    if (unit.equals(stored.unit())) {
      if (!computed.equals(stored.state())) {
        differing++;
      }
      stored.next();
    } else {
      differing++;
    }
  }

  /** Nothing more comes. */
  void end() throws SQLException {
    while (stored.unit() != null) {
      skip();
    }
  }

  /** Something is stored of a unit whose events say nothing. */
  private void skip() throws SQLException {
    differing++;
    stored.next();
  }

  long units() {
    return units;
  }

  long differing() {
    return differing;
  }
}
