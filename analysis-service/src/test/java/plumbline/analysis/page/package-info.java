@NullMarked
package plumbline.analysis.page;

import org.jspecify.annotations.NullMarked;
