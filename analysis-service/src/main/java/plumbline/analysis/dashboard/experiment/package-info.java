/** The page of one experiment: its tabs, and what can be done to it. */
@NullMarked
package plumbline.analysis.dashboard.experiment;

import org.jspecify.annotations.NullMarked;
