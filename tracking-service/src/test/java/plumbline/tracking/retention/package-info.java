@NullMarked
package plumbline.tracking.retention;

import org.jspecify.annotations.NullMarked;
