/** The fold under kill -9, over the wire: statistics held against plain SQL over the raw events. */
@NullMarked
package plumbline.system.fold;

import org.jspecify.annotations.NullMarked;
