/** The decision log, and what the results say to those who decide. */
@NullMarked
package plumbline.assignment.decision;

import org.jspecify.annotations.NullMarked;
