/** Who changed what, when, why, and what it was before. */
@NullMarked
package plumbline.assignment.audit;

import org.jspecify.annotations.NullMarked;
