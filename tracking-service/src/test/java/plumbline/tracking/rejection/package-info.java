@NullMarked
package plumbline.tracking.rejection;

import org.jspecify.annotations.NullMarked;
