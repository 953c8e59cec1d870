@NullMarked
package plumbline.assignment.flag;

import org.jspecify.annotations.NullMarked;
