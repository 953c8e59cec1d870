/** flagd's evaluation protocol, as its clients speak it: versions 1 and 2. */
@NullMarked
package plumbline.assignment.flagd;

import org.jspecify.annotations.NullMarked;
