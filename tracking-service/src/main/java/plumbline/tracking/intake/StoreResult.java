package plumbline.tracking.intake;

/** What became of storing a valid event. */
enum StoreResult {
  /** It is stored, now or before. */
  ACCEPTED,
  /** The same id with other content is stored; nothing of this one was. */
  CONFLICT
}
