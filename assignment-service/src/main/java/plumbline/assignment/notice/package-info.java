/** Who is told that flags changed, whatever the protocol. */
@NullMarked
package plumbline.assignment.notice;

import org.jspecify.annotations.NullMarked;
