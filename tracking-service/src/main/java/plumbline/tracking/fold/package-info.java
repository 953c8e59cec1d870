/** Folds stored events into sufficient statistics, exactly once. */
@NullMarked
package plumbline.tracking.fold;

import org.jspecify.annotations.NullMarked;
