/** SDK keys: credentials of callers' code, made, replaced and revoked by administrators. */
@NullMarked
package plumbline.assignment.sdkkey;

import org.jspecify.annotations.NullMarked;
