/** What a definition may say, and its canonical form. Pure: no framework, no input or output. */
@NullMarked
package plumbline.assignment.definition;

import org.jspecify.annotations.NullMarked;
