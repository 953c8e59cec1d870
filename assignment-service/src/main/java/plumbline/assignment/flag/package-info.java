/** Feature flags: what they are, how they change, and which of them are stale. */
@NullMarked
package plumbline.assignment.flag;

import org.jspecify.annotations.NullMarked;
