/** Definitions as they arrive from assignment-service. */
@NullMarked
package plumbline.kit.feed;

import org.jspecify.annotations.NullMarked;
