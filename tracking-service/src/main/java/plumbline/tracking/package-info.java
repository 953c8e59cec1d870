/** tracking-service: events in, durable and counted exactly once; what they sum to. */
@NullMarked
package plumbline.tracking;

import org.jspecify.annotations.NullMarked;
