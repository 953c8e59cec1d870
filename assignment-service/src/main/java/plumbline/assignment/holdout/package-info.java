/** Holdouts: units that are kept out of many experiments, to see what all of them together did. */
@NullMarked
package plumbline.assignment.holdout;

import org.jspecify.annotations.NullMarked;
