/**
 * Looks all the time, a little here and there, whether the statistics are what their events say.
 */
@NullMarked
package plumbline.tracking.reconciliation;

import org.jspecify.annotations.NullMarked;
