@NullMarked
package plumbline.tracking.fold;

import org.jspecify.annotations.NullMarked;
