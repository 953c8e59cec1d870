/** How large an experiment has to be, before it is defined. */
@NullMarked
package plumbline.analysis.planning;

import org.jspecify.annotations.NullMarked;
