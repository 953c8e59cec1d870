/** Feature flags: their definitions, and how they are used. */
@NullMarked
package plumbline.assignment.flag;

import org.jspecify.annotations.NullMarked;
