/** The GovernanceService: what was decided, and who changed what. */
@NullMarked
package plumbline.assignment.governance;

import org.jspecify.annotations.NullMarked;
