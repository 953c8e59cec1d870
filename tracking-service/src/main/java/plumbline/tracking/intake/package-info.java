/** Events in: parsed, stored once, acknowledged after commit. */
@NullMarked
package plumbline.tracking.intake;

import org.jspecify.annotations.NullMarked;
