/** What is backed up comes back, to the last digit. */
@NullMarked
package plumbline.system.backup;

import org.jspecify.annotations.NullMarked;
