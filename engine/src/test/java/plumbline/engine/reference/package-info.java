/** The engine held to numbers that independent software computed: {@code reference/*.json}. */
@NullMarked
package plumbline.engine.reference;

import org.jspecify.annotations.NullMarked;
