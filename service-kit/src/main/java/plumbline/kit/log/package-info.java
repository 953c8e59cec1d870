/** How the log is written. */
@NullMarked
package plumbline.kit.log;

import org.jspecify.annotations.NullMarked;
