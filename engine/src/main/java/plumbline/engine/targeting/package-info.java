/** Which variant a unit gets: the order in which the rules of an experiment decide. */
@NullMarked
package plumbline.engine.targeting;

import org.jspecify.annotations.NullMarked;
