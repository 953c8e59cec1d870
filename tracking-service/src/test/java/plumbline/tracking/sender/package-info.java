@NullMarked
package plumbline.tracking.sender;

import org.jspecify.annotations.NullMarked;
