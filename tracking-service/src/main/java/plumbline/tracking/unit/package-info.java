/** Units: whom events are about. */
@NullMarked
package plumbline.tracking.unit;

import org.jspecify.annotations.NullMarked;
