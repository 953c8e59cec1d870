/** The database's schema. */
@NullMarked
package plumbline.assignment.database;

import org.jspecify.annotations.NullMarked;
