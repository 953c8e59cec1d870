package plumbline.assignment.change;

import java.util.List;

/**
 * What is stored, or what of it changed.
 *
 * @param state which the rows are of, or lead to
 * @param rows all of them, or those that changed after a version, perhaps with some from before
 */
public record Stored(StoredState state, List<StoredRow> rows) {}
