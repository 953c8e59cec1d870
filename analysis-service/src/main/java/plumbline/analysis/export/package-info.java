/** Results and units as files that can be kept, and read by other programs. */
@NullMarked
package plumbline.analysis.export;

import org.jspecify.annotations.NullMarked;
