/** All experiments, and the form that one is defined by. */
@NullMarked
package plumbline.analysis.dashboard.experiments;

import org.jspecify.annotations.NullMarked;
