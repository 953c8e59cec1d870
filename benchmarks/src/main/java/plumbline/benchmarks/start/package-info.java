/** How long a service takes to start, with an AOT cache and without one. */
@NullMarked
package plumbline.benchmarks.start;

import org.jspecify.annotations.NullMarked;
