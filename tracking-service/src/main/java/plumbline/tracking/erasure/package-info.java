/** Forgets units: a keyed hash of each stays, so that nothing of it is taken again. */
@NullMarked
package plumbline.tracking.erasure;

import org.jspecify.annotations.NullMarked;
