/**
 * How many units an experiment needs, how long that takes, and what a given number can find. An
 * effect is treatment minus control in the metric's own unit, a share for a proportion: a relative
 * MDE of 10 % on a baseline of 3 % is a difference of 0.003.
 */
@NullMarked
package plumbline.engine.planning;

import org.jspecify.annotations.NullMarked;
