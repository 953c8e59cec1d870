/** What differs between two messages of the contract. Pure: no framework, no input or output. */
@NullMarked
package plumbline.assignment.difference;

import org.jspecify.annotations.NullMarked;
