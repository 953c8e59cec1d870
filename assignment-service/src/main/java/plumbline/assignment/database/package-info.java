/** The database's schema, and what its absence means. */
@NullMarked
package plumbline.assignment.database;

import org.jspecify.annotations.NullMarked;
