/** The catalogue: metrics that are defined once, in versions, and used by many experiments. */
@NullMarked
package plumbline.assignment.metric;

import org.jspecify.annotations.NullMarked;
