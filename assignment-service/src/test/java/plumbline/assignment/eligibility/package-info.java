@NullMarked
package plumbline.assignment.eligibility;

import org.jspecify.annotations.NullMarked;
