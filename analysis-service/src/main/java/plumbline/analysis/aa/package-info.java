/** A/A checks: how often the whole finds a difference that is not there. */
@NullMarked
package plumbline.analysis.aa;

import org.jspecify.annotations.NullMarked;
