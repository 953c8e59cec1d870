/** Events in, without a server. */
@NullMarked
package plumbline.tracking.intake;

import org.jspecify.annotations.NullMarked;
