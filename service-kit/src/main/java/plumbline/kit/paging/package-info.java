/** Lists, a page at a time. */
@NullMarked
package plumbline.kit.paging;

import org.jspecify.annotations.NullMarked;
