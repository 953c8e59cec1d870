package plumbline.engine.aa;

import plumbline.engine.fold.UnitState;

/**
 * A unit that is split again.
 *
 * @param id what is hashed
 * @param state what it did: the amounts of one metric
 */
public record ReplayedUnit(String id, UnitState state) {}
