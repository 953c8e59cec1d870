/** Senders that number their batches, and what is missing of each. */
@NullMarked
package plumbline.tracking.sender;

import org.jspecify.annotations.NullMarked;
