/**
 * How long events are kept: their months, made ahead and dropped, and the keys that outlive them.
 */
@NullMarked
package plumbline.tracking.retention;

import org.jspecify.annotations.NullMarked;
