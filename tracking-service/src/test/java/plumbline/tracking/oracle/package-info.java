/**
 * What statistics must be: random experiments and events, and two computations that share nothing
 * with the fold.
 */
@NullMarked
package plumbline.tracking.oracle;

import org.jspecify.annotations.NullMarked;
