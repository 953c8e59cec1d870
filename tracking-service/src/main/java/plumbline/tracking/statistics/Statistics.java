package plumbline.tracking.statistics;

import java.time.Instant;
import java.util.List;
import plumbline.tracking.definitions.Definition;

/**
 * What one experiment's events sum to, from one snapshot of the database.
 *
 * @param definition what they were folded with
 * @param variants in the definition's order
 * @param completeUpTo time of occurrence before which nothing more is expected
 * @param pendingBatches stored and not yet folded, of any experiment
 */
record Statistics(
    Definition definition, List<VariantDays> variants, Instant completeUpTo, long pendingBatches) {}
