/** Which variant a unit gets, answered from memory. */
@NullMarked
package plumbline.assignment.evaluation;

import org.jspecify.annotations.NullMarked;
