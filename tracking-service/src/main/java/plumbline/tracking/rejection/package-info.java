/** Events that were not taken: counted, and the newest kept to be looked at. */
@NullMarked
package plumbline.tracking.rejection;

import org.jspecify.annotations.NullMarked;
