@NullMarked
package plumbline.analysis.results;

import org.jspecify.annotations.NullMarked;
