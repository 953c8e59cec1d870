@NullMarked
package plumbline.analysis.aa;

import org.jspecify.annotations.NullMarked;
