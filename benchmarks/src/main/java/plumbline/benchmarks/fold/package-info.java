/** The fold and its statistics against references of the same run: {@code make bench-fold}. */
@NullMarked
package plumbline.benchmarks.fold;

import org.jspecify.annotations.NullMarked;
