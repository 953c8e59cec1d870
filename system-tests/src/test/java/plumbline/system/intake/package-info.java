/** The intake under load, while what it stands on is killed, hangs, or has no room. */
@NullMarked
package plumbline.system.intake;

import org.jspecify.annotations.NullMarked;
