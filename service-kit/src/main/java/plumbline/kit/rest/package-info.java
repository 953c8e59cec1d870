/** The REST twin of the RPCs: one table of rows, from which routing and documentation come. */
@NullMarked
package plumbline.kit.rest;

import org.jspecify.annotations.NullMarked;
