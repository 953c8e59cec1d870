@NullMarked
package plumbline.assignment.notice;

import org.jspecify.annotations.NullMarked;
