/** Statistics computed anew from their events, and compared. */
@NullMarked
package plumbline.tracking.rebuild;

import org.jspecify.annotations.NullMarked;
