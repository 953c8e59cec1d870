/** The catalogue of metrics, as pages. */
@NullMarked
package plumbline.analysis.dashboard.metrics;

import org.jspecify.annotations.NullMarked;
