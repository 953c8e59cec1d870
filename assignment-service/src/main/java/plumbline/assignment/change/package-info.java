/**
 * The one way to change what replicas assign by: one change after another, counted, written down.
 */
@NullMarked
package plumbline.assignment.change;

import org.jspecify.annotations.NullMarked;
