/** Whom an experiment is for, by the attributes of a call. */
@NullMarked
package plumbline.assignment.eligibility;

import org.jspecify.annotations.NullMarked;
