/** What is done beside requests. */
@NullMarked
package plumbline.kit.background;

import org.jspecify.annotations.NullMarked;
