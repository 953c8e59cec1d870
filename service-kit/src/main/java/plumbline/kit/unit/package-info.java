/** What is randomised and counted. */
@NullMarked
package plumbline.kit.unit;

import org.jspecify.annotations.NullMarked;
