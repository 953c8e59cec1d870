/**
 * Tells webhooks of what happens: what a change has written into the service's outbox is sent until
 * it arrives. For services that have a database.
 */
@NullMarked
package plumbline.kit.notification;

import org.jspecify.annotations.NullMarked;
