/** Who changed what, as pages show it. */
@NullMarked
package plumbline.analysis.dashboard.trail;

import org.jspecify.annotations.NullMarked;
