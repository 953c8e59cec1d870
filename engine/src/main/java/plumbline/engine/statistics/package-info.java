/**
 * Estimates, tests and intervals, computed from sufficient statistics only. An effect is always
 * treatment minus control; what is not defined is a typed answer, never NaN.
 */
@NullMarked
package plumbline.engine.statistics;

import org.jspecify.annotations.NullMarked;
