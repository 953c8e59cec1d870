/** What is wrong, in words, for people: a warning makes nobody unready. */
@NullMarked
package plumbline.kit.health;

import org.jspecify.annotations.NullMarked;
