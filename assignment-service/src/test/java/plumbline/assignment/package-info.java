/** The service over the wire, on real servers. */
@NullMarked
package plumbline.assignment;

import org.jspecify.annotations.NullMarked;
