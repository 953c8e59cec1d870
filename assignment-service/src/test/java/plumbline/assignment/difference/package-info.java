@NullMarked
package plumbline.assignment.difference;

import org.jspecify.annotations.NullMarked;
