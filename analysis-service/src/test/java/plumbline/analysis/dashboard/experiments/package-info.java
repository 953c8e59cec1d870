/** Tests of the list and the form of experiments. */
@NullMarked
package plumbline.analysis.dashboard.experiments;

import org.jspecify.annotations.NullMarked;
