/** A database's schema, and what its absence means. */
@NullMarked
package plumbline.kit.database;

import org.jspecify.annotations.NullMarked;
