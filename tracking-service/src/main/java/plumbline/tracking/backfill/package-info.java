/** Metrics and segments that were not registered, folded beside what was. */
@NullMarked
package plumbline.tracking.backfill;

import org.jspecify.annotations.NullMarked;
