/**
 * The fold: what one unit's events contribute to one experiment, and what contributions sum to.
 * Integers only, so that the result does not depend on order, retries or who added it up.
 */
@NullMarked
package plumbline.engine.fold;

import org.jspecify.annotations.NullMarked;
