/** Experiments as their analysis sees them: what was planned, and what was counted. */
@NullMarked
package plumbline.analysis.study;

import org.jspecify.annotations.NullMarked;
