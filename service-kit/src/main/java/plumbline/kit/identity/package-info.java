/** Who calls: principals, roles, and the one table of what each role may do. */
@NullMarked
package plumbline.kit.identity;

import org.jspecify.annotations.NullMarked;
