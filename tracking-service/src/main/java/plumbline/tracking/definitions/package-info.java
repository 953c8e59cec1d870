/** The experiments' definitions, as assignment-service last told them. */
@NullMarked
package plumbline.tracking.definitions;

import org.jspecify.annotations.NullMarked;
