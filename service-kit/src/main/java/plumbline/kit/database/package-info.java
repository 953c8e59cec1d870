/** What a database's absence means. */
@NullMarked
package plumbline.kit.database;

import org.jspecify.annotations.NullMarked;
