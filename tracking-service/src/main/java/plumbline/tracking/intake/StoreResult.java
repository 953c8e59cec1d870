package plumbline.tracking.intake;

import plumbline.tracking.unit.UnitType;

/** What became of storing a valid event. */
sealed interface StoreResult {

  /** It is stored, now or before. */
  record Accepted() implements StoreResult {}

  /** The same id with other content is stored; nothing of this one was. */
  record Conflict() implements StoreResult {}

  /** Its unit of that type was erased; nothing of it was stored. */
  record Erased(UnitType type) implements StoreResult {}
}
