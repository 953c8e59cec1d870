@NullMarked
package plumbline.tracking.definitions;

import org.jspecify.annotations.NullMarked;
