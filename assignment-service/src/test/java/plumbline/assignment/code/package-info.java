@NullMarked
package plumbline.assignment.code;

import org.jspecify.annotations.NullMarked;
