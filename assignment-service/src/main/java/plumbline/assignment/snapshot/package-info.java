/** All experiments at one version: shared over Redis, read from memory. */
@NullMarked
package plumbline.assignment.snapshot;

import org.jspecify.annotations.NullMarked;
