/** Exposures on their way to tracking-service: bounded, in order, sent again until acknowledged. */
@NullMarked
package plumbline.assignment.exposure;

import org.jspecify.annotations.NullMarked;
