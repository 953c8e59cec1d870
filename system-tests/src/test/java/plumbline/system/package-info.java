/** The whole thing, over the wire, with faults. */
@NullMarked
package plumbline.system;

import org.jspecify.annotations.NullMarked;
