/** The service as its callers see it, over the wire. */
@NullMarked
package plumbline.analysis;

import org.jspecify.annotations.NullMarked;
