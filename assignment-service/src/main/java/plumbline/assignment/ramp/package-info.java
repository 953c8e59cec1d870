/** Takes the steps of ramps when they are due. */
@NullMarked
package plumbline.assignment.ramp;

import org.jspecify.annotations.NullMarked;
