/** What one has to know of experiments, with figures that the engine computes. */
@NullMarked
package plumbline.analysis.dashboard.guide;

import org.jspecify.annotations.NullMarked;
