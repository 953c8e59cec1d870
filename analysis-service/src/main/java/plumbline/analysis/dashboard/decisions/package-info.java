/** The decision log, as pages. */
@NullMarked
package plumbline.analysis.dashboard.decisions;

import org.jspecify.annotations.NullMarked;
