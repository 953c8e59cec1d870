/** What the standard error of a quantile needs of single units, read in the background. */
@NullMarked
package plumbline.tracking.quantile;

import org.jspecify.annotations.NullMarked;
