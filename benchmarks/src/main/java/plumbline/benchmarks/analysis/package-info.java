/** How long the engine takes for the analysis of one experiment, and what it allocates. */
@NullMarked
package plumbline.benchmarks.analysis;

import org.jspecify.annotations.NullMarked;
