/** Reading the database beside the intake. */
@NullMarked
package plumbline.tracking.database;

import org.jspecify.annotations.NullMarked;
