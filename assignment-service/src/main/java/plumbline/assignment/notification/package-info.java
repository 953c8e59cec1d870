/**
 * Tells webhooks of what happens to experiments: written with the change, sent until it arrives.
 */
@NullMarked
package plumbline.assignment.notification;

import org.jspecify.annotations.NullMarked;
