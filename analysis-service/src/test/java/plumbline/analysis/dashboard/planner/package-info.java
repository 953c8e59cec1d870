/** Tests of the planner. */
@NullMarked
package plumbline.analysis.dashboard.planner;

import org.jspecify.annotations.NullMarked;
