/** The last definitions that arrived, kept durably. */
@NullMarked
package plumbline.analysis.definitions;

import org.jspecify.annotations.NullMarked;
