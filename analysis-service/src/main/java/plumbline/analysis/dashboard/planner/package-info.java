/** Plans that are tried out before there is an experiment. */
@NullMarked
package plumbline.analysis.dashboard.planner;

import org.jspecify.annotations.NullMarked;
