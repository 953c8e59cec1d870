/** An experiment's results as a page for people. */
@NullMarked
package plumbline.analysis.dashboard;

import org.jspecify.annotations.NullMarked;
