@NullMarked
package plumbline.benchmarks;

import org.jspecify.annotations.NullMarked;
