/** What the statistics are now. */
@NullMarked
package plumbline.tracking.statistics;

import org.jspecify.annotations.NullMarked;
