/** Whom an experiment is for, as a bounded part of the Common Expression Language. */
@NullMarked
package plumbline.assignment.eligibility;

import org.jspecify.annotations.NullMarked;
