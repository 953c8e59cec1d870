/** Experiments: what may be defined, how their life goes, and where they are kept. */
@NullMarked
package plumbline.assignment.experiment;

import org.jspecify.annotations.NullMarked;
