@NullMarked
package plumbline.benchmarks.fold;

import org.jspecify.annotations.NullMarked;
