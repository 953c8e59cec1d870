/**
 * From the sums of an experiment to what they say: each metric's treatments against control, by the
 * method of its kind and of the plan's design, with warnings and a sentence.
 */
@NullMarked
package plumbline.engine.analysis;

import org.jspecify.annotations.NullMarked;
