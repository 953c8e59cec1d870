/** Contracts as JSON, with errors that name the field. */
@NullMarked
package plumbline.kit.json;

import org.jspecify.annotations.NullMarked;
