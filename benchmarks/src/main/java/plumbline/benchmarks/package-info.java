/** What every benchmark needs: load in turn, times, their spread, and who used the processor. */
@NullMarked
package plumbline.benchmarks;

import org.jspecify.annotations.NullMarked;
