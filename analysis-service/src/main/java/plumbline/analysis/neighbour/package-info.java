/** The services that are asked: assignment-service for definitions, tracking-service for sums. */
@NullMarked
package plumbline.analysis.neighbour;

import org.jspecify.annotations.NullMarked;
