@NullMarked
package plumbline.analysis.export;

import org.jspecify.annotations.NullMarked;
