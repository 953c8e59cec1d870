@NullMarked
package plumbline.benchmarks.intake;

import org.jspecify.annotations.NullMarked;
