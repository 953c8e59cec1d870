/** How a replica says that it may be sent requests, and how it ends without losing one. */
@NullMarked
package plumbline.kit.lifecycle;

import org.jspecify.annotations.NullMarked;
