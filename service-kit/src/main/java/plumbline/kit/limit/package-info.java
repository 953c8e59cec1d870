/** What one caller may take: calls, connections, and time. */
@NullMarked
package plumbline.kit.limit;

import org.jspecify.annotations.NullMarked;
