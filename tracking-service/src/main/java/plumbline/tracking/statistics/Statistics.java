package plumbline.tracking.statistics;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumbline.proto.tracking.v1.Backfill;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.quantile.StoredScan;
import plumbline.tracking.quantile.StoredScan.Arm;

/**
 * What a plan's events sum to, from one snapshot of the database.
 *
 * @param definition what they were folded with
 * @param backfill what was added to what was registered, if it is that
 * @param variants in the definition's order
 * @param segments in the plan's order; empty if they were not asked for
 * @param scans what was read of single units, for quantile metrics
 * @param completeUpTo time of occurrence before which nothing more is expected
 * @param pendingBatches stored and not yet folded, of any experiment
 */
record Statistics(
    Definition definition,
    Optional<Backfill> backfill,
    List<VariantSums> variants,
    List<SegmentSums> segments,
    Map<Arm, StoredScan> scans,
    Instant completeUpTo,
    long pendingBatches) {}
