/** Calling another service. */
@NullMarked
package plumbline.kit.client;

import org.jspecify.annotations.NullMarked;
