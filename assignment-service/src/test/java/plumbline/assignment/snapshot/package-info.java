@NullMarked
package plumbline.assignment.snapshot;

import org.jspecify.annotations.NullMarked;
