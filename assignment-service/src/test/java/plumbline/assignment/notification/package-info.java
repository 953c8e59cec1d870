/** The parts of notification, and its senders on a real database. */
@NullMarked
package plumbline.assignment.notification;

import org.jspecify.annotations.NullMarked;
