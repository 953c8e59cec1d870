/** A/A checks, as a page. */
@NullMarked
package plumbline.analysis.dashboard.aachecks;

import org.jspecify.annotations.NullMarked;
