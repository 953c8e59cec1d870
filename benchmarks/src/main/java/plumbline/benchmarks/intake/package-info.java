/** {@code make bench-intake}: durable intake against binary COPY into the same tables. */
@NullMarked
package plumbline.benchmarks.intake;

import org.jspecify.annotations.NullMarked;
