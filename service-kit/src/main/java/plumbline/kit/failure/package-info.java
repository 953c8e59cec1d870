/** What can go wrong, and the one map to gRPC status and HTTP. */
@NullMarked
package plumbline.kit.failure;

import org.jspecify.annotations.NullMarked;
