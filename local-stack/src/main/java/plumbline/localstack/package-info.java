/** Real servers on this machine: what `make up` runs, and what tests start. */
@NullMarked
package plumbline.localstack;

import org.jspecify.annotations.NullMarked;
